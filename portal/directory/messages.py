"""What the directory says."""

from portal.directory.models import Category, ServiceState, UnitKind
from portal.directory.search import Why

WHY = {
    Why.EXTENSION: "내선이 같음",
    Why.NAME: "이름이 같음",
    Why.NAME_START: "이름 앞부분",
    Why.NAME_PART: "이름 일부",
    Why.INITIALS: "이름 초성",
    Why.POSITION: "직위",
    Why.DUTY: "담당업무",
    Why.UNIT: "부서명",
    Why.EXTENSION_PART: "내선 일부",
    Why.SEVERAL: "찾는 말 모두 포함",
}
CATEGORY = {Category.GENERAL: "일반직", Category.EDUCATION: "교육전문직", Category.SPECIAL: "별정직"}
SERVICE = {
    ServiceState.IN_SERVICE: "재직",
    ServiceState.ON_LEAVE: "휴직",
    ServiceState.DISPATCHED: "파견",
    ServiceState.RETIRED: "퇴직",
}
UNIT_KIND = {
    UnitKind.OFFICE: "본청",
    UnitKind.BUREAU: "실·국",
    UnitKind.DIVISION: "과",
    UnitKind.TEAM: "팀",
    UnitKind.DISTRICT_OFFICE: "교육지원청",
    UnitKind.AFFILIATED: "직속기관",
    UnitKind.SCHOOL: "학교",
}
BUILT_ON = (
    "그 뒤에 발령이나 신청 등 직원으로서 남긴 기록이 있어 되돌릴 수 없습니다. 인사 발령으로 바로잡아 주시기 바랍니다."
)
PERSONAL_NO_TAKEN = "이미 쓰고 있는 개인번호입니다."
