"""How letters and paragraphs look: the lists of ``header.xml`` that the text refers to by number."""

from dataclasses import dataclass

from portal.core.hwpx.blocks import Align, Level

HANCOM = "http://www.hancom.co.kr/hwpml"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "ha": f"{HANCOM}/2011/app",
        "hp": f"{HANCOM}/2011/paragraph",
        "hp10": f"{HANCOM}/2016/paragraph",
        "hs": f"{HANCOM}/2011/section",
        "hc": f"{HANCOM}/2011/core",
        "hh": f"{HANCOM}/2011/head",
        "hhs": f"{HANCOM}/2011/history",
        "hm": f"{HANCOM}/2011/master-page",
        "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
        "dc": "http://purl.org/dc/elements/1.1/",
        "opf": "http://www.idpf.org/2007/opf/",
        "ooxmlchart": f"{HANCOM}/2016/ooxmlchart",
        "hwpunitchar": f"{HANCOM}/2016/HwpUnitChar",
        "epub": "http://www.idpf.org/2007/ops",
        "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    }.items()
)
"""한글 wants every one of them declared on every part, used or not."""
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SERIF, SANS = 0, 1
FONTS = (("함초롬바탕", "FCAT_MYUNGJO"), ("함초롬돋움", "FCAT_GOTHIC"))
LANGUAGES = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
NO_LINES, PLAIN_CELL, HEADER_CELL = 1, 2, 3
HEADER_FILL = "#E9EEF6"


@dataclass(frozen=True)
class Letters:
    """A face, a size in points, and whether it is bold."""

    face: int
    points: float
    is_bold: bool = False


@dataclass(frozen=True)
class Lines:
    """How a paragraph lies: in hundredths of a point, how far in, how far its first line hangs out, and the air."""

    align: Align
    left: int = 0
    hanging: int = 0
    before: int = 0
    spacing: int = 160
    with_next: bool = False


BODY, TITLE, CELL, CELL_HEAD = Letters(SERIF, 12), Letters(SANS, 18, True), Letters(SANS, 9.5), Letters(SANS, 9.5, True)
LEVEL_LETTERS = {
    Level.TEXT: BODY,
    Level.SECTION: Letters(SANS, 15, True),
    Level.ITEM: Letters(SERIF, 14),
    Level.DASH: Letters(SERIF, 13),
    Level.NOTE: Letters(SERIF, 11),
    Level.SMALL: Letters(SANS, 8.5),
}
LEVEL_LINES = {
    Level.TEXT: Lines(Align.BOTH),
    Level.SECTION: Lines(Align.BOTH, left=1900, hanging=1900, before=1200, with_next=True),
    Level.ITEM: Lines(Align.BOTH, left=2800, hanging=1800, before=500),
    Level.DASH: Lines(Align.BOTH, left=3700, hanging=1100, before=200),
    Level.NOTE: Lines(Align.BOTH, left=5000, hanging=1500, before=100),
    Level.SMALL: Lines(Align.LEFT, spacing=140),
}
TITLE_LINES = Lines(Align.CENTER, before=300, with_next=True)
TEXT_LINES = {align: Lines(align) for align in Align}
CELL_LINES = {align: Lines(align, spacing=130) for align in Align}
LETTERS = (BODY, TITLE, CELL, CELL_HEAD, *(LEVEL_LETTERS[level] for level in Level if level))
LINES = (*TEXT_LINES.values(), TITLE_LINES, *CELL_LINES.values(), *(LEVEL_LINES[level] for level in Level if level))


def header() -> str:
    """Return ``header.xml``; it is the same for every document."""
    return (
        f'{DECLARATION}<hh:head {NAMESPACES} version="1.4" secCnt="1">'
        '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/><hh:refList>'
        f"{_fonts()}{_borders()}{_letters()}"
        '<hh:tabProperties itemCnt="1"><hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/></hh:tabProperties>'
        f"{_lines()}"
        '<hh:styles itemCnt="1"><hh:style id="0" type="PARA" name="바탕글" engName="Normal" paraPrIDRef="0" '
        'charPrIDRef="0" nextStyleIDRef="0" langID="1042" lockForm="0"/></hh:styles></hh:refList>'
        '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
        '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption></hh:head>'
    )


def _fonts() -> str:
    one = "".join(
        f'<hh:font id="{number}" face="{face}" type="TTF" isEmbedded="0"><hh:typeInfo familyType="{family}" weight="6" '
        'proportion="4" contrast="0" strokeVariation="1" armStyle="1" letterform="1" midline="1" xHeight="1"/>'
        "</hh:font>"
        for number, (face, family) in enumerate(FONTS)
    )
    every = "".join(
        f'<hh:fontface lang="{language}" fontCnt="{len(FONTS)}">{one}</hh:fontface>' for language in LANGUAGES
    )
    return f'<hh:fontfaces itemCnt="{len(LANGUAGES)}">{every}</hh:fontfaces>'


def _borders() -> str:
    kinds = ((NO_LINES, "NONE", ""), (PLAIN_CELL, "SOLID", ""), (HEADER_CELL, "SOLID", HEADER_FILL))
    return f'<hh:borderFills itemCnt="{len(kinds)}">{"".join(_border(*kind) for kind in kinds)}</hh:borderFills>'


def _border(number: int, line: str, fill: str) -> str:
    edges = "".join(
        f'<hh:{edge}Border type="{line}" width="0.12 mm" color="#000000"/>'
        for edge in ("left", "right", "top", "bottom")
    )
    brush = f'<hc:winBrush faceColor="{fill}" hatchColor="#000000" alpha="0"/>' if fill else ""
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{edges}<hh:diagonal type="NONE" width="0.12 mm" color="#000000"/>'
        f"{f'<hc:fillBrush>{brush}</hc:fillBrush>' if brush else ''}</hh:borderFill>"
    )


def _letters() -> str:
    def all_scripts(value: int) -> str:
        return " ".join(f'{language.lower()}="{value}"' for language in LANGUAGES)

    every = "".join(
        f'<hh:charPr id="{number}" height="{round(one.points * 100)}" textColor="#000000" shadeColor="none" '
        f'useFontSpace="0" useKerning="0" symMark="NONE" borderFillIDRef="{NO_LINES}">'
        f"<hh:fontRef {all_scripts(one.face)}/><hh:ratio {all_scripts(100)}/><hh:spacing {all_scripts(0)}/>"
        f"<hh:relSz {all_scripts(100)}/><hh:offset {all_scripts(0)}/>{'<hh:bold/>' if one.is_bold else ''}"
        '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
        '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
        for number, one in enumerate(LETTERS)
    )
    return f'<hh:charProperties itemCnt="{len(LETTERS)}">{every}</hh:charProperties>'


def _lines() -> str:
    every = "".join(
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0" '
        'suppressLineNumbers="0" checked="0">'
        f'<hh:align horizontal="{one.align}" vertical="BASELINE"/><hh:heading type="NONE" idRef="0" level="0"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" '
        f'keepWithNext="{one.with_next:d}" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>'
        '<hh:autoSpacing eAsianEng="0" eAsianNum="0"/>'
        f'<hh:margin><hc:intent value="{-one.hanging}" unit="HWPUNIT"/><hc:left value="{one.left}" unit="HWPUNIT"/>'
        f'<hc:right value="0" unit="HWPUNIT"/><hc:prev value="{one.before}" unit="HWPUNIT"/>'
        '<hc:next value="0" unit="HWPUNIT"/></hh:margin>'
        f'<hh:lineSpacing type="PERCENT" value="{one.spacing}" unit="HWPUNIT"/>'
        f'<hh:border borderFillIDRef="{NO_LINES}" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" '
        'connect="0" ignoreMargin="0"/></hh:paraPr>'
        for number, one in enumerate(LINES)
    )
    return f'<hh:paraProperties itemCnt="{len(LINES)}">{every}</hh:paraProperties>'
