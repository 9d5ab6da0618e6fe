"""Libraries that few requests need are loaded by the first that does."""

import subprocess
import sys

import pytest

from portal.core.lazily import lazily

ASK = """
import sys
from portal.app import create_app
create_app({"SECRET_KEY": "of no consequence"})
print([name for name in ("icalendar.cal", "xlsxwriter.workbook", "ortools") if name in sys.modules])
"""


def test_a_portal_that_has_started_has_loaded_none_of_them() -> None:
    answer = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True, text=True)
    assert answer.stdout == "[]\n"


def test_a_module_comes_with_its_first_name() -> None:
    assert lazily("xlsxwriter").Workbook.__name__ == "Workbook"


def test_what_is_not_installed_is_said_at_once() -> None:
    with pytest.raises(ImportError, match="no_such_library"):
        lazily("no_such_library")
