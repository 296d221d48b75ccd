"""Bytes to text, as Chinese government sites really send it.

Valid UTF-8 beyond ASCII is UTF-8, whatever the labels say; else the declared charset (header, then BOM and meta), then GB18030.
gb2312 and gbk are read as their superset GB18030. What does not decode is counted, never hidden.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SUPERSET = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb-2312": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "gb18030",
    "utf8": "utf-8",
}
_SAYS_NOTHING = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SAMPLE = 20_000
_LEAST_SAMPLE = 20
"""Fewer foreign characters than these prove nothing."""
_TWICE_LOST = "锟斤拷"
"""What U+FFFD becomes when its UTF-8 bytes are read as GBK: text that was lost before it reached us."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and the share of characters lost (0 to 1)."""

    text: str
    charset: str
    replaced: float


def decode(body: bytes, content_type: str = "", *, markup: bool = True) -> Decoded:
    """`body` as text. `content_type` is the whole header value; `markup` looks for a meta declaration too."""
    for bom, charset in _BOMS.items():
        if body.startswith(bom):
            return _try(body[len(bom) :], charset)
    best: Decoded | None = None
    for charset in _candidates(body, content_type, markup):
        found = _try(body, charset)
        if not found.replaced:
            return found
        best = found if best is None or found.replaced < best.replaced else best
    return best or _try(body, "utf-8")


def _candidates(body: bytes, content_type: str, markup: bool) -> Iterator[str]:
    """Charsets worth a try, the likeliest first; the declaration in the page is only looked for where it matters."""
    yield "utf-8"
    yield from filter(None, [_known(_header_charset(content_type))])
    if markup:
        from bs4.dammit import EncodingDetector  # noqa: PLC0415 - slow to load

        declared = EncodingDetector.find_declared_encoding(body, is_html=True, search_entire_document=False)
        yield from filter(None, [_known(declared or "")])
    yield "gb18030"


def _header_charset(content_type: str) -> str:
    _, _, value = content_type.lower().partition("charset=")
    return value.split(";")[0].strip(" \"'")


def _known(name: str) -> str:
    name = name.strip().lower()
    if name in _SAYS_NOTHING:
        return ""
    try:
        return _SUPERSET.get(name) or codecs.lookup(name).name
    except LookupError:
        return ""


def _try(body: bytes, charset: str) -> Decoded:
    text = codecs.getincrementaldecoder(charset)("replace").decode(body, final=False)
    lost = text.count("\ufffd") + 3 * text.count(_TWICE_LOST)
    share = 1.0 if _misread(text) else lost / max(1, len(text))
    return Decoded(text.replace("\x00", ""), charset, share)


def _misread(text: str) -> bool:
    """Whether this is UTF-8 that somebody read as GBK or Latin-1 and saved again: read back it is Chinese, as it stands nobody reads it."""
    sample = "".join(_FOREIGN.findall(text[:_SAMPLE]))
    if len(sample) < _LEAST_SAMPLE:
        return False
    return any(_chinese(sample.encode(wrong, "ignore")) for wrong in ("gb18030", "cp1252"))


def _chinese(body: bytes) -> bool:
    back = body.decode("utf-8", "replace")
    return back.count("\ufffd") < len(back) / 4 and len(_HAN.findall(back)) > len(back) / 2
