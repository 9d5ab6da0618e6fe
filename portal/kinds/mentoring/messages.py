"""What this kind says in Korean."""

LISTED = "대상자입니다. 희망하시는 내용을 적어 주시면 멘토를 찾아 드립니다."
MENTEES_DO_NOT_MENTOR = "올해 멘티로 등록되어 있어 멘토로 신청하실 수 없습니다."


def not_listed(year: int) -> str:
    """Say that somebody is not on the list of a year."""
    return (
        f"대상자가 아닙니다. {year}년 신규공무원 명단에 있는 분께 멘토를 찾아 드립니다. "
        "명단이 다르면 담당자에게 알려 주시기 바랍니다."
    )
