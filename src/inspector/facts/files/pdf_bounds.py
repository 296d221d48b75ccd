"""What pdfminer unpacks, bounded: it inflates whatever a stream names (drawing, fonts, tables) whole, however small the file.

Importing this module replaces its decoders, and how pdfplumber finds cells, by ones that give the same and raise `Unreadable`
beyond bounds.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from typing import Any

from pdfminer import lzw, pdftypes, runlength, utils
from pdfminer.converter import PDFLayoutAnalyzer
from pdfplumber import table

from inspector.facts.package import Unreadable

MOST = 32 * 1024 * 1024
"""Bytes of one stream. Pictures are not unpacked at all; what is left of a document weighs a tenth of this."""
MOST_MARKS = 10_000
"""Ruled lines and boxes of one page that are kept, one more to show that there are more; each weighs some thousand bytes."""
MOST_CHARS = 60_000
"""Characters of one page; a page that is printed as small as can be read has a third."""
_MOST_COLUMNS = 100_000
_MOST_CROSSED = 200_000_000
"""The squares of the crossings of lines, over all pages: the steps to find cells. 120 pages of long lists have three quarters."""
_GROWS = 64
"""How many bytes one byte of a run-length code can stand for."""


class Inflater:
    """The part of the module `zlib` that pdfminer uses."""

    error = zlib.error

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """What `data` holds. Raises zlib.error where it is broken off or none."""
        reader = zlib.decompressobj()
        whole = _within(reader.decompress(data, MOST + 1))
        if not reader.eof:
            raise zlib.error("broken off")
        return whole


def inflated_as_far_as_it_goes(data: bytes) -> bytes:
    """The beginning of a stream that breaks off, or is broken further on."""
    reader, parts, size = zlib.decompressobj(), [], 0
    try:
        for place in range(0, len(data), 256):
            parts.append(reader.decompress(data[place : place + 256], MOST + 1))
            size += len(parts[-1])
            if size > MOST:
                break
    except zlib.error:
        pass
    return _within(b"".join(parts))


def lzw_decoded(data: bytes) -> bytes:
    """LZW, a part at a time."""
    parts, size = [], 0
    for part in lzw.LZWDecoder(BytesIO(data)).run():
        parts.append(part)
        size += len(part)
        if size > MOST:
            break
    return _within(b"".join(parts))


def _within(data: bytes) -> bytes:
    if len(data) > MOST:
        raise Unreadable("the PDF file inflates beyond all bounds")
    return data


_runs, _png, _tiff = runlength.rldecode, utils.apply_png_predictor, utils.apply_tiff_predictor


def runs_decoded(data: bytes) -> bytes:
    """Run lengths."""
    if len(data) > MOST // _GROWS:
        raise Unreadable("the PDF file inflates beyond all bounds")
    return _runs(data)


def _narrow(colors: int, columns: int) -> None:
    if not 0 < colors * columns <= _MOST_COLUMNS:
        raise Unreadable("a stream of the PDF file is wider than any")


def png_undone(pred: int, colors: int, columns: int, bitspercomponent: int, data: bytes) -> bytes:
    """PNG's predictors, for rows of a width that there is."""
    _narrow(colors, columns)
    return _png(pred, colors, columns, bitspercomponent, data)


def tiff_undone(colors: int, columns: int, bitspercomponent: int, data: bytes) -> bytes:
    """TIFF's predictor, for rows of a width that there is."""
    _narrow(colors, columns)
    return _tiff(colors, columns, bitspercomponent, data)


_painted, _shown = PDFLayoutAnalyzer.paint_path, PDFLayoutAnalyzer.render_char


def painted(self: PDFLayoutAnalyzer, *path: Any) -> None:
    """Ruled lines and boxes as far as they are kept."""
    if _counted(self, "marks") <= MOST_MARKS + 1:
        _painted(self, *path)


def shown(self: PDFLayoutAnalyzer, *char: Any) -> float:
    """One character; a page of more than any is none."""
    if _counted(self, "chars") > MOST_CHARS:
        raise Unreadable("a page of the PDF file has more text than any")
    return _shown(self, *char)


def _counted(page: PDFLayoutAnalyzer, what: str) -> int:
    """How often this was called for the page that is read: each has a reader of its own."""
    count = int(page.__dict__.get(what, 0)) + 1
    page.__dict__[what] = count
    return count


PDFLayoutAnalyzer.paint_path, PDFLayoutAnalyzer.render_char = painted, shown  # type: ignore[method-assign, assignment]  # that is the purpose

_crossed: ContextVar[list[int]] = ContextVar("crossed")
_cells = table.intersections_to_cells


@contextmanager
def one_file() -> Iterator[None]:
    """Crossings are counted over all pages that are read in the block."""
    token = _crossed.set([])
    try:
        yield
    finally:
        _crossed.reset(token)


def cells(crossings: Any) -> Any:
    """The cells between lines that cross, as far as a file may have crossings."""
    before = _crossed.get()
    before.append(len(crossings) ** 2)
    if sum(before) > _MOST_CROSSED:
        raise Unreadable("the PDF file has more lines that cross than any")
    return _cells(crossings)


table.intersections_to_cells = cells  # type: ignore[assignment]  # that is the purpose

for _name, _bounded in {
    "zlib": Inflater,
    "decompress_corrupted": inflated_as_far_as_it_goes,
    "lzwdecode": lzw_decoded,
    "rldecode": runs_decoded,
    "apply_png_predictor": png_undone,
    "apply_tiff_predictor": tiff_undone,
}.items():
    if not hasattr(pdftypes, _name):
        raise ImportError(f"pdfminer.pdftypes has no {_name}: this release of pdfminer.six cannot be bounded")
    setattr(pdftypes, _name, _bounded)
