"""The empty file: the columns in the order people know, and one example."""

from portal.core.sheets import Column, write_sheet
from portal.rosters.columns import FIELDS

CODES = ("personal_no", "unit", "extension", "mobile")
EXAMPLE = {
    "personal_no": "2025001", "name": "홍길동", "category": "일반직", "series": "교육행정", "grade": "9급",
    "unit_name": "총무과 인사팀", "extension": "9230", "hired_on": "2025-07-01", "state": "재직",
}  # fmt: skip
LINES = (
    "첫 번째 시트의 열 이름은 그대로 두고 아래에 직원을 적어 주시기 바랍니다. 열의 순서는 바꾸셔도 됩니다.",
    "개인번호와 성명은 꼭 적습니다. 새로 등록하는 직원은 신분구분·직렬·직급·소속도 적습니다.",
    "빈 칸은 바꾸지 않습니다. 소속은 정식 이름이나 부서코드로 적습니다. 예시 행은 지우고 올려 주시기 바랍니다.",
)


def blank() -> bytes:
    """Return the file to fill in."""
    columns = [Column(field.label, is_code=field.key in CODES, width=14) for field in FIELDS]
    example = [EXAMPLE.get(field.key, "") for field in FIELDS]
    return write_sheet(title="직원 자료 서식", lines=LINES, columns=columns, rows=[example])
