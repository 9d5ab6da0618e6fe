"""Documents for 한글: an .hwpx (OWPML, KS X 6101) of headings, paragraphs and tables, made of nothing but text."""

from portal.core.hwpx.blocks import Align, Block, Column, Heading, Level, Paragraph, Span, Table
from portal.core.hwpx.package import CONTENT_TYPE, write_document

__all__ = [
    "CONTENT_TYPE",
    "Align",
    "Block",
    "Column",
    "Heading",
    "Level",
    "Paragraph",
    "Span",
    "Table",
    "write_document",
]
