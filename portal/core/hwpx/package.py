"""The parts of an .hwpx in their ZIP: the same blocks always make the same bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from portal.core.hwpx import shapes
from portal.core.hwpx.blocks import Block, Heading, Paragraph
from portal.core.hwpx.section import Section, plain

CONTENT_TYPE = "application/hwp+zip"
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
MOST_IN_PREVIEW = 1_000
VERSION = (
    f'{shapes.DECLARATION}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" '
    'tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="1" os="1" xmlVersion="1.4" '
    'application="Portal" appVersion="1.0"/>'  # tagetApplication is how the format spells it
)
CONTAINER = (
    f'{shapes.DECLARATION}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
    '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>'
)
MANIFEST = f'{shapes.DECLARATION}<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
SETTINGS = (
    f'{shapes.DECLARATION}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app">'
    '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>'
)


def write_document(blocks: Sequence[Block], *, title: str, made_at: datetime, landscape: bool = False) -> bytes:
    """Return a document of the blocks, upright or across on A4."""
    parts = {
        "mimetype": CONTENT_TYPE,
        "version.xml": VERSION,
        "Contents/header.xml": shapes.header(),
        "Contents/section0.xml": Section(landscape=landscape).written(blocks),
        "Contents/content.hpf": _contents(title, made_at),
        "Preview/PrvText.txt": _preview(blocks),
        "settings.xml": SETTINGS,
        "META-INF/container.xml": CONTAINER,
        "META-INF/manifest.xml": MANIFEST,
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(entry, content.encode())
    return buffer.getvalue()


def _contents(title: str, made_at: datetime) -> str:
    moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dates = "".join(f'<opf:meta name="{name}" content="text">{moment}</opf:meta>' for name in _DATES)
    items = "".join(
        f'<opf:item id="{name}" href="{path}" media-type="application/xml"/>' for name, path in _ITEMS.items()
    )
    return (
        f'{shapes.DECLARATION}<opf:package {shapes.NAMESPACES} version="" unique-identifier="" '
        f'id=""><opf:metadata><opf:title>{escape(plain(title))}</opf:title><opf:language>ko</opf:language>{dates}'
        f"</opf:metadata><opf:manifest>{items}</opf:manifest><opf:spine>"
        '<opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/>'
        "</opf:spine></opf:package>"
    )


def _preview(blocks: Sequence[Block]) -> str:
    """Return what a file manager shows of the document: its words without its tables."""
    return "\r\n".join(plain(block.text) for block in blocks if isinstance(block, Heading | Paragraph))[
        :MOST_IN_PREVIEW
    ]


_DATES = ("CreatedDate", "ModifiedDate")
_ITEMS = {"header": "Contents/header.xml", "section0": "Contents/section0.xml", "settings": "settings.xml"}
