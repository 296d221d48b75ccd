"""Small office files made by hand: docx packages, PDF with Chinese text and ruled tables, old Word and Excel containers."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SECTOR = 512


def package(members: dict[str, str | bytes]) -> bytes:
    """A zip package."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word package around the markup of a body; `comments` is the markup of comments.xml."""
    members: dict[str, str | bytes] = {"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"}
    members |= {f"word/{name}.xml": f"<w:{name} {_W}>{content}</w:{name}>" for name, content in parts.items()}
    return package(members)


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, span: int = 1, merge: str = "") -> str:
    """A table cell; `merge` is `restart` or `continue` for a vertical span."""
    marks = f'<w:gridSpan w:val="{span}"/>' + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraph(text)}</w:tc>"


def pdf(*pages: Sequence[tuple[float, float, str]], rules: Sequence[tuple[float, float, float, float]] = ()) -> bytes:
    """Pages of (x, y, text); `rules` are ruled lines (x1, y1, x2, y2) on every page. No text at all makes a scan."""
    return pdf_of_drawings([(texts, rules) for texts in pages])


def pdf_of_drawings(
    pages: Sequence[tuple[Sequence[tuple[float, float, str]], Sequence[tuple[float, float, float, float]]]],
) -> bytes:
    """Pages of texts (x, y, text) and ruled lines (x1, y1, x2, y2)."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        (
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
            "/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
            "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 1000 800]>>>>]>>"
        ),
    ]
    for number, (texts, rules) in enumerate(pages):
        shown = "".join(f"BT /F1 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in texts)
        drawn = "".join(f"{x1} {y1} m {x2} {y2} l S\n" for x1, y1, x2, y2 in rules)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(shown + drawn)}>>\nstream\n{shown}{drawn}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + tail.encode("latin-1")


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container; every stream is padded to the size from which it has sectors of its own."""
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    sectors, fat = b"", [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for place, (name, data) in enumerate(padded.items()):
        start, length = len(fat), -(-len(data) // _SECTOR)
        fat += [*range(start + 1, start + length), 0xFFFFFFFE]
        sectors += data.ljust(length * _SECTOR, b"\0")
        after = place + 2 if place + 2 <= len(padded) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, len(data), 0xFFFFFFFF, after))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    fat_sector = struct.pack(f"<{len(fat)}I", *fat).ljust(_SECTOR, b"\xff")
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    return header.ljust(_SECTOR, b"\xff") + fat_sector + directory + sectors


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def doc(text: str, *, encrypted: bool = False) -> bytes:
    """An old Word file of one piece of UTF-16 text. Cells end with a BEL, rows with a second one."""
    encoded = text.encode("utf-16-le")
    stream = bytearray(2048)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<i", stream, 0x4C, len(text))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, len(stream), 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", stream, 0x01A2, 0, len(clx))
    return ole({"WordDocument": bytes(stream) + encoded, "1Table": clx})


def xls(
    rows: Sequence[Sequence[str | float]],
    name: str = "清单",
    *,
    merged: Sequence[tuple[int, int, int, int]] = (),
    hidden: tuple[Sequence[int], Sequence[int]] = ((), ()),
) -> bytes:
    """An old Excel file with one sheet; `merged` ranges by first and last row, first and last column; `hidden` rows, columns."""
    label = name.encode("utf-16-le")
    bof = lambda kind: _record(0x809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0x0600))  # noqa: E731
    cells = b"".join(_record(0x7D, struct.pack("<6H", column, column, 2048, 0, 1, 0)) for column in hidden[1])
    cells += b"".join(_record(0x208, struct.pack("<6HI", row, 0, 1, 255, 0, 0, 0x20)) for row in hidden[0])
    cells += b"".join(_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row))
    cells += b"".join(_record(0xE5, struct.pack("<5H", 1, *area)) for area in merged)
    sheet = bof(0x10) + cells + _record(0x0A, b"")
    size = len(bof(5)) + 4 + 8 + len(label) + 4
    listed = _record(0x85, struct.pack("<IBBBB", size, 0, 0, len(name), 1) + label)
    return ole({"Workbook": bof(5) + listed + _record(0x0A, b"") + sheet})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))
