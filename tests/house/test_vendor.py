"""What others made is pinned byte for byte, and no page asks another host for anything."""

import hashlib
import re

from tests.house import source

STATIC = source.PORTAL / "static"
VENDOR = STATIC / "vendor"
ELSEWHERE = {
    ".css": r"""(url\(\s*|@import\s+)["']?(https?:)?//""",
    ".js": r"""["'`](https?|wss?)://(?!www\.w3\.org/)""",
    ".html": r"""\b(src|srcset|href|action|poster|data|hx-[a-z]+)\s*=\s*["']\s*(https?:)?//""",
    ".svg": r"""\b(src|href)\s*=\s*["']\s*(https?:)?//""",
}


def test_vendored_files_are_those_we_listed():
    listed = dict(reversed(line.split("  ", 1)) for line in source.read(VENDOR / "SHA256SUMS").splitlines())
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == listed


def test_no_page_asks_another_host():
    asking = [
        path.relative_to(source.ROOT).as_posix()
        for folder in (STATIC, source.TEMPLATES)
        for path in folder.rglob("*")
        if path.suffix in ELSEWHERE and re.search(ELSEWHERE[path.suffix], source.read(path))
    ]
    assert asking == []
