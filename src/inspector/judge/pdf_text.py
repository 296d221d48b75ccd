"""The text of a plain PDF as markup that can be changed and put back: one whose strings are written uncompressed in UCS-2.

That is how fixtures are made, so that they can be mutated; of any other PDF nothing is given, and nothing is changed.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import accumulate, count

from inspector import lazy

_SHOWN = lazy.pattern(rb"([\d.]+)( [\d.]+ Td )<([0-9a-fA-F]*)> Tj")
_PIECE = lazy.pattern(r'<w:p n="(?P<n>\d+)" x="(?P<x>[\d.]+)"><w:t>(?P<text>.*?)</w:t></w:p>', re.DOTALL)
_STREAM = lazy.pattern(rb"<</Length \d+>>\nstream\n(.*?)\nendstream", re.DOTALL)
_OBJECT = lazy.pattern(rb"^(\d+) 0 obj$", re.MULTILINE)
_PLAIN = b"/Encoding/UniGB-UCS2-H"


def pdf_text(body: bytes) -> str | None:
    """Each string that is shown, as a paragraph with its number and left edge, in the file's order; None where it is no plain PDF."""
    if not body.startswith(b"%PDF") or _PLAIN not in body:
        return None
    shown = ((x.decode("ascii"), _said(hexed)) for x, _, hexed in _SHOWN.findall(body))
    return "".join(f'<w:p n="{n}" x="{x}"><w:t>{text}</w:t></w:p>' for n, (x, text) in enumerate(shown)) or None


def without_column(text: str, head: str) -> str:
    """`text` of a file, what stands in a column below its head made blank: pieces that begin at the same left edge."""
    pieces = list(_PIECE.finditer(text))
    top = next((n for n, one in enumerate(pieces) if one["text"] and head.startswith(unescape(one["text"]))), None)
    if top is None:
        return text
    column = [one for one in pieces[top:] if one["x"] == pieces[top]["x"]]
    shown = accumulate(unescape(one["text"]) for one in column)
    below = {one["n"] for one, so_far in zip(column, shown, strict=True) if not head.startswith(so_far)}
    return _PIECE.sub(lambda one: "" if one["n"] in below else one[0], text)


def with_pdf_text(body: bytes, text: str) -> bytes:
    """The file with those strings as `text` has them; one that `text` no longer has is shown empty."""
    said = {int(piece["n"]): unescape(piece["text"]) for piece in _PIECE.finditer(text)}
    numbers = count()
    changed = _SHOWN.sub(lambda one: b"%b%b<%b> Tj" % (one[1], one[2], _hex(said.get(next(numbers), ""))), body)
    changed = _STREAM.sub(
        lambda stream: b"<</Length %d>>\nstream\n%b\nendstream" % (len(stream[1]), stream[1]), changed
    )
    return _indexed(changed)


def _said(hexed: bytes) -> str:
    return escape(bytes.fromhex(hexed.decode("ascii")).decode("utf-16-be", "replace"), quote=False)


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be", "replace").hex().encode("ascii")


def _indexed(body: bytes) -> bytes:
    """The objects of `body` under a table that says where they now are."""
    objects = body[: body.rindex(b"xref\n0 ")]
    places = [match.start() for match in _OBJECT.finditer(objects)]
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(places) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return objects + tail % (size, table, size, len(objects))
