"""Mobile numbers as people write them, kept in one shape."""

import re

_DIGITS = re.compile(r"(01[016789])[\s.\-]?([0-9]{3,4})[\s.\-]?([0-9]{4})")


def with_hyphens(text: str) -> str:
    """Return a mobile number as 010-0000-0000; what is none comes back as it was."""
    found = _DIGITS.fullmatch(text.strip())
    return "-".join(found.groups()) if found else text
