"""What the ground floor says in Korean: of files, and whom to call when nobody else is known."""

EVERYBODYS_NUMBER = "1396"
EVERYBODYS_NAME = "서울교육콜센터"


def file_type_not_taken(name: str) -> str:
    """Say which types of file are taken."""
    return f"{name}: 받을 수 없는 형식입니다. PDF, JPG, PNG, HWP, HWPX, DOCX, XLSX 파일을 올려 주시기 바랍니다."


def file_is_empty(name: str) -> str:
    """Say that a file has no content."""
    return f"{name}: 내용이 없는 파일입니다."


def file_too_large(name: str) -> str:
    """Say how large a file may be."""
    return f"{name}: 20MB가 넘는 파일입니다. 나누거나 줄여서 올려 주시기 바랍니다."


def file_is_something_else(name: str, extension: str) -> str:
    """Say that a file's content is not what its name promises."""
    return f"{name}: 파일의 실제 내용이 {extension.upper()} 형식이 아닙니다. 파일을 확인해 주시기 바랍니다."


def file_has_macros(name: str) -> str:
    """Say that files with programs in them are not taken."""
    return f"{name}: 매크로가 들어 있는 파일은 받지 않습니다. 매크로를 지우고 저장한 파일을 올려 주시기 바랍니다."


def file_unpacks_too_large(name: str) -> str:
    """Say that a file is small only as long as it is packed."""
    return f"{name}: 압축을 풀면 지나치게 커지는 파일입니다. 그림을 줄이거나 나누어 올려 주시기 바랍니다."
