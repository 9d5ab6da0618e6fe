"""The portal's own files, as the house rules read them."""

import subprocess
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "portal"
TEMPLATES = PORTAL / "templates"


def python_files() -> list[Path]:
    """Return every Python file that people write; migrations grow with the tables and are left out."""
    folders = (PORTAL, ROOT / "tests", ROOT / "bench")
    return [ROOT / "wsgi.py", *sorted(path for folder in folders for path in folder.rglob("*.py"))]


def templates() -> list[str]:
    """Return the name of every HTML template."""
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


def partials() -> list[str]:
    """Return the templates that are one region of a page: `directory/_people_table.html`."""
    return [name for name in templates() if not name.startswith("_") and name.rpartition("/")[2].startswith("_")]


def pages() -> list[str]:
    """Return the templates that answer with a whole page; files in `states/` are parts that a page chooses from."""
    return [name for name in templates() if not name.startswith("_") and "/_" not in name and "/states/" not in name]


@lru_cache
def read(path: Path) -> str:
    """Return the text of a file."""
    return path.read_text("utf-8")


def template(name: str) -> str:
    """Return the source of a template."""
    return read(TEMPLATES / name)


def tracked_files() -> list[Path]:
    """Return what git tracks; outside a repository (an unpacked archive) nothing."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]
