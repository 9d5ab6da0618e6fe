"""The text of a document: ``section0.xml``, paragraph by paragraph, on A4 with a number at the foot of each page."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from xml.sax.saxutils import escape

from portal.core.forms import without_control
from portal.core.hwpx import shapes
from portal.core.hwpx.blocks import Align, Block, Heading, Level, Paragraph, Table, width_of
from portal.core.hwpx.shapes import Letters, Lines

# in hundredths of a point, as the whole format counts
SHORT_SIDE, LONG_SIDE = 59528, 84188
SIDE, TOP, EDGE = 5669, 4252, 2834
CELL_SIDE, CELL_TOP = 340, 141
_NO_XML = re.compile("[\ufffe\uffff]")
_NOTES = (
    '<hp:{kind}><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="{place}" beneathText="0"/></hp:{kind}>'
)


def plain(text: str) -> str:
    """Return the text with line ends and without what XML or a reader cannot take."""
    return _NO_XML.sub("", without_control(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")))


class Section:
    """Writes blocks one after the other; every paragraph and table has a number of its own."""

    def __init__(self, *, landscape: bool) -> None:
        self._landscape = landscape
        self._width = (LONG_SIDE if landscape else SHORT_SIDE) - 2 * SIDE
        self._numbers = count(1)

    def written(self, blocks: Sequence[Block]) -> str:
        """Return the whole part."""
        body = "".join(self._block(block) for block in blocks)
        first = self._paragraph(self._setup(), shapes.BODY, shapes.TEXT_LINES[Align.BOTH])
        return f"{shapes.DECLARATION}<hs:sec {shapes.NAMESPACES}>{first}{body}</hs:sec>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return self._text(block.text, shapes.TITLE, shapes.TITLE_LINES)
        if isinstance(block, Paragraph):
            lines = shapes.TEXT_LINES[block.align] if block.level == Level.TEXT else shapes.LEVEL_LINES[block.level]
            return self._text(block.level.mark + block.text, shapes.LEVEL_LETTERS[block.level], lines)
        return self._paragraph(self._table(block), shapes.CELL, shapes.CELL_LINES[Align.LEFT])

    def _text(self, text: str, letters: Letters, lines: Lines) -> str:
        said = "<hp:lineBreak/>".join(escape(line) for line in plain(text).split("\n"))
        return self._paragraph(f"<hp:t>{said}</hp:t>" if said else "<hp:t/>", letters, lines)

    def _paragraph(self, content: str, letters: Letters, lines: Lines) -> str:
        return (
            f'<hp:p id="{next(self._numbers)}" paraPrIDRef="{shapes.LINES.index(lines)}" styleIDRef="0" '
            f'pageBreak="0" columnBreak="0" merged="0"><hp:run charPrIDRef="{shapes.LETTERS.index(letters)}">'
            f"{content}</hp:run></hp:p>"
        )

    def _setup(self) -> str:
        """Return what the first paragraph carries: the paper, and a page number at the foot."""
        borders = "".join(
            f'<hp:pageBorderFill type="{pages}" borderFillIDRef="{shapes.NO_LINES}" textBorder="PAPER" '
            'headerInside="0" footerInside="0" fillArea="PAPER">'
            '<hp:offset left="1417" right="1417" top="1417" bottom="1417"/>'
            "</hp:pageBorderFill>"
            for pages in ("BOTH", "EVEN", "ODD")
        )
        # the sides are those of the paper held upright; NARROWLY turns it
        return (
            '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" outlineShapeIDRef="0" '
            'memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0"><hp:grid lineGrid="0" charGrid="0" '
            'wonggojiFormat="0"/><hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
            '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
            'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
            f'<hp:pagePr landscape="{"NARROWLY" if self._landscape else "WIDELY"}" width="{SHORT_SIDE}" '
            f'height="{LONG_SIDE}" gutterType="LEFT_ONLY"><hp:margin header="{EDGE}" footer="{EDGE}" gutter="0" '
            f'left="{SIDE}" right="{SIDE}" top="{TOP}" bottom="{TOP}"/></hp:pagePr>'
            f"{_NOTES.format(kind='footNotePr', place='EACH_COLUMN')}"
            f"{_NOTES.format(kind='endNotePr', place='END_OF_DOCUMENT')}{borders}</hp:secPr>"
            '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
            '<hp:ctrl><hp:pageNum pos="BOTTOM_CENTER" formatType="DIGIT" sideChar="-"/></hp:ctrl>'
        )

    def _table(self, table: Table) -> str:
        lines = [[plain(cell) for cell in line] for line in table.lines]
        widths = shared(self._width, [column.width for column in table.columns])
        reach = {(span.row, span.column): (span.rows, span.columns) for span in table.spans}
        covered = {place for span in table.spans for place in span.covered()}
        alone = covered.union(reach)
        heights = [
            max(
                (_height(cell, widths[at]) for at, cell in enumerate(line) if (row, at) not in alone),
                default=_height("", self._width),
            )
            for row, line in enumerate(lines)
        ]
        rows = "".join(
            "<hp:tr>"
            + "".join(
                self._cell(table, (row, at), text, reach.get((row, at), (1, 1)), widths, heights)
                for at, text in enumerate(line)
                if (row, at) not in covered
            )
            + "</hp:tr>"
            for row, line in enumerate(lines)
        )
        return (
            f'<hp:tbl id="{next(self._numbers)}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="TABLE" '
            f'repeatHeader="{bool(table.header_rows):d}" rowCnt="{len(lines)}" colCnt="{len(widths)}" cellSpacing="0" '
            f'borderFillIDRef="{shapes.PLAIN_CELL}" noAdjust="0"><hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" '
            f'height="{sum(heights)}" heightRelTo="ABSOLUTE" protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" '
            'flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" '
            'horzAlign="LEFT" vertOffset="0" horzOffset="0"/><hp:outMargin left="0" right="0" top="141" bottom="141"/>'
            f'<hp:inMargin left="{CELL_SIDE}" right="{CELL_SIDE}" top="{CELL_TOP}" bottom="{CELL_TOP}"/>{rows}</hp:tbl>'
        )

    def _cell(
        self, table: Table, place: tuple[int, int], text: str, reach: tuple[int, int], widths: list[int],
        heights: list[int],
    ) -> str:  # fmt: skip
        (row, at), (rows, columns) = place, reach
        is_head = row < len(table.header_rows)
        align = Align.CENTER if is_head else table.columns[at].align
        letters = shapes.CELL_HEAD if is_head else shapes.CELL
        return (
            f'<hp:tc name="" header="{is_head:d}" hasMargin="0" protect="0" editable="0" dirty="0" '
            f'borderFillIDRef="{shapes.HEADER_CELL if is_head else shapes.PLAIN_CELL}"><hp:subList id="" '
            'textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" linkListNextIDRef="0" '
            f'textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">'
            f"{self._text(text, letters, shapes.CELL_LINES[align])}"
            f'</hp:subList><hp:cellAddr colAddr="{at}" rowAddr="{row}"/>'
            f'<hp:cellSpan colSpan="{columns}" rowSpan="{rows}"/>'
            f'<hp:cellSz width="{sum(widths[at : at + columns])}" height="{sum(heights[row : row + rows])}"/>'
            f'<hp:cellMargin left="{CELL_SIDE}" right="{CELL_SIDE}" top="{CELL_TOP}" bottom="{CELL_TOP}"/></hp:tc>'
        )


def shared(whole: int, parts: Sequence[float]) -> list[int]:
    """Share a width by parts, so that nothing is lost by rounding."""
    edges = [round(whole * edge / sum(parts)) for edge in _sums(parts)]
    return [right - left for left, right in zip([0, *edges], edges, strict=False)]


def _sums(parts: Sequence[float]) -> Iterator[float]:
    so_far = 0.0
    for part in parts:
        so_far += part
        yield so_far


def _height(text: str, width: int) -> int:
    """Return about how high a cell must be; 한글 makes it higher where the text needs it."""
    half = shapes.CELL.points * 100 / 2
    room = max(1, int((width - 2 * CELL_SIDE) / half))
    lines = sum(max(1, -(-width_of(line) // room)) for line in text.split("\n"))
    return round(lines * shapes.CELL.points * 130) + 2 * CELL_TOP + 300
