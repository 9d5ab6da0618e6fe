"""Spreadsheets out and in: what is written can do no harm, and what is read is only text with its row number."""

from portal.core.sheets.reading import Sheet, SheetRow, Wanted, as_day, every_text, read_sheet
from portal.core.sheets.writing import CONTENT_TYPE, Column, Value, guarded, write_sheet

__all__ = [
    "CONTENT_TYPE",
    "Column",
    "Sheet",
    "SheetRow",
    "Value",
    "Wanted",
    "as_day",
    "every_text",
    "guarded",
    "read_sheet",
    "write_sheet",
]
