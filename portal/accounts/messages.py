"""What the room says in Korean."""

WRONG = "로그인 번호 또는 비밀번호가 맞지 않습니다. 확인한 뒤 다시 입력해 주시기 바랍니다."
THROTTLED = "로그인에 여러 번 실패하여 잠시 멈추었습니다. 5분 뒤에 다시 시도해 주시기 바랍니다."
SIGNED_OUT = "로그아웃되었습니다."
EXPIRED = "오래 사용하지 않아 로그아웃되었습니다. 다시 로그인해 주시기 바랍니다."
EXPIRED_UNKEPT = "로그인이 필요합니다. 로그인한 뒤 다시 제출해 주시기 바랍니다."
FORM_OUTDATED = "화면을 연 지 오래되어 확인하지 못했습니다. 한 번 더 눌러 주시기 바랍니다."
EXTENDED = "사용 시간을 연장하였습니다."
NOT_YOURS = "이 일을 할 권한이 없습니다."
LOGIN_ID_TAKEN = "이미 쓰고 있는 로그인 번호입니다."
PASSWORD_SHAPE = "비밀번호는 10자 이상 128자 이하로 정해 주시기 바랍니다."  # noqa: S105 - a message, not a password
PASSWORD_WRONG = "지금 쓰시는 비밀번호가 맞지 않습니다."  # noqa: S105 - a message, not a password
NO_REASON = "사유를 적어 주시기 바랍니다."
GRANTED_ALREADY = "이미 같은 권한이 있습니다."
DAYS_NOT_IN_ORDER = "끝나는 날은 시작하는 날보다 뒤여야 합니다."
SOMEBODY_ELSE = "앞서 작성하신 분과 다른 계정이어서 내용을 옮기지 않았습니다."
ACCOUNT_CLOSED = "사용이 중지된 계정입니다."
LINK_DEAD = "사용할 수 없는 링크입니다."
CONFIRMED = "확인되었습니다. 하시던 일을 한 번 더 눌러 주시기 바랍니다."
LOGGED_IN_AGAIN = "다시 로그인되었습니다. 저장이나 제출을 한 번 더 눌러 주시기 바랍니다."
PASSWORDS_DIFFER = "두 번 적으신 비밀번호가 서로 다릅니다."
PASSWORD_SET = "비밀번호를 정하였습니다. 다음부터는 이 비밀번호로 로그인하시기 바랍니다."  # noqa: S105 - see above
CONFIRM_UNKEPT = "비밀번호를 확인한 뒤 다시 제출해 주시기 바랍니다."
