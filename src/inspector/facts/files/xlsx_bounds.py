"""What an Excel file would weigh once opened: openpyxl makes a cell of each place under a merge or a link, an object of each style."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from inspector import lazy
from inspector.facts.package import Unreadable

_PIECE = 1 << 16
_MOST_ROWS, _MOST_CELLS = 100_000, 400_000
_MOST_SPANNED = 200_000
"""Places under all merges and links."""
_MOST_OTHERS = 60_000
"""Styles, rules, notes and all else that is neither row nor cell nor text in one; Excel itself stops at 64,000 styles."""
_IN_CELLS = frozenset(
    ("c", "v", "f", "is", "t", "si", "r", "rPr", "rFont", "sz", "color", "family", "charset", "scheme", "b")
)
_AREA = lazy.pattern(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")


def refuse_vast_sheets(body: bytes) -> None:
    """Raises Unreadable where the parts of the workbook in `body` hold more than any; what is broken is told by who opens it."""
    weight = _Weight()
    with ZipFile(BytesIO(body)) as package:
        for name in package.namelist():
            with suppress(ExpatError, BadZipFile, ValueError, NotImplementedError, OSError, EOFError, ZlibError):
                _weigh(package, name, weight)


def _weigh(package: ZipFile, name: str, weight: _Weight) -> None:
    with package.open(name) as part:
        piece = part.read(_PIECE)
        if not piece.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
            return
        parser = ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = weight.add
        parser.StartDoctypeDeclHandler = _refuse
        while piece:
            parser.Parse(piece, False)
            piece = part.read(_PIECE)


def _refuse(*_: object) -> None:
    raise Unreadable("the file declares XML entities")


class _Weight:
    """Elements counted by what they cost, over all parts."""

    def __init__(self) -> None:
        self._rows = self._cells = self._others = self._spanned = 0

    def add(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._rows += 1
        elif tag == "c":
            self._cells += 1
        elif tag not in _IN_CELLS:
            self._others += 1
        if tag in ("mergeCell", "hyperlink"):
            self._spanned += _places(attributes.get("ref", ""))
        if (
            self._rows > _MOST_ROWS
            or self._cells > _MOST_CELLS
            or self._others > _MOST_OTHERS
            or self._spanned > _MOST_SPANNED
        ):
            raise Unreadable("the Excel file has more parts than any table")


def _places(area: str) -> int:
    """How many places `A1:C7` has; one that is written in another way has too many."""
    found = _AREA.fullmatch(area)
    if found is None:
        return _MOST_SPANNED + 1
    left, top, right, bottom = found[1], int(found[2]), found[3] or found[1], int(found[4] or found[2])
    return (abs(_column(right) - _column(left)) + 1) * (abs(bottom - top) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
