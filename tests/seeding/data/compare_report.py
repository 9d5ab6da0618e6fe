"""Hold a plain-text work report against the division's own, after its scanning faults are repaired.

Usage: compare_report.py REPORT.txt    (or - for standard input)
Ignored: white space, blank lines, which bullet of a level is used (○ or ㅇ, - or –), straight or curly apostrophe.
Exit 0 when every line is there in order; 1 with the differing lines; 2 when REPORT cannot be read.
"""

import difflib
import re
import sys
from pathlib import Path

EXPECTED = Path(__file__).with_name("expected_report.txt")
SAME = {"\u2019": "'", "ㅇ ": "○ ", "\u2013": "-", "\u2014": "-"}


def lines(text: str) -> list[str]:
    """Return the lines that count, without white space."""
    for one, other in SAME.items():
        text = text.replace(one, other)
    squeezed = (re.sub(r"\s+", "", line) for line in text.splitlines())
    return [line for line in squeezed if line]


def differences(report: str) -> list[str]:
    """Return what a report says differently: "-" lines are missing, "+" lines are not in the division's report."""
    want = lines(EXPECTED.read_text("utf-8"))
    found = list(difflib.unified_diff(want, lines(report), lineterm="", n=0))[2:]
    return [line for line in found if not line.startswith("@@")]


def main() -> int:
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    try:
        report = sys.stdin.read() if sys.argv[1] == "-" else Path(sys.argv[1]).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"cannot read the report: {error}\n")
        return 2
    found = differences(report)
    missing, more = (sum(line.startswith(sign) for line in found) for sign in "-+")
    total = len(lines(EXPECTED.read_text("utf-8")))
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.stdout.write(f"{total} lines, {missing} missing or different, {more} not in the division's report\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
