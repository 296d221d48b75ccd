"""Bytes to text, as Chinese government sites really send it.

Valid UTF-8 beyond ASCII is UTF-8, whatever the labels say; else the declared charset (header, then BOM and meta), then GB18030.
gb2312 and gbk are read as their superset GB18030. What does not decode is counted, never hidden.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy

_SUPERSET = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb-2312": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "gb18030",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
}
_SAYS_NOTHING = {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "utf-32", "punycode"}
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_ASCII = bytes(range(0x80))
_HAN = lazy.pattern(r"[\u4e00-\u9fff]")
_HAN_BEGINS = bytes(range(0xE4, 0xEA))
_NUL_IS_NUL = ("utf-8", "gb18030")
"""Charsets in which no other bytes than a zero mean U+0000."""
_COMMON = "的是不在有人中大上公府信息本地民工作"
_BIG5_COMMON = tuple(one.encode("big5") for one in _COMMON)
_GB_COMMON = tuple(one.encode("gb18030") for one in _COMMON)
_LEAST_COMMON = 10
_SAMPLE = 20_000
_APART, _ENOUGH_APART = 5, 300
_LEAST_SAMPLE = 20
"""Fewer foreign characters than these prove nothing."""
_TWICE_LOST = "锟斤拷"
"""What U+FFFD becomes when its UTF-8 bytes are read as GBK: text that was lost before it reached us."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the charset that gave it, and the share of characters lost (0 to 1). `utf8` is the text where it came as UTF-8, else empty."""

    text: str
    charset: str
    replaced: float
    utf8: bytes = b""


def decode(body: bytes, content_type: str = "", *, markup: bool = True) -> Decoded:
    """`body` as text. `content_type` is the whole header value; `markup` looks for a meta declaration too."""
    for bom, charset in _BOMS.items():
        if body.startswith(bom):
            return _try(body[len(bom) :], charset)
    tried: list[str] = []
    for charset in _candidates(body, content_type, markup):
        whole = _whole(body, charset)
        if whole is not None and not whole.replaced:
            return whole
        tried.append(charset)
    return min((_try(body, charset) for charset in tried), key=lambda found: found.replaced)


def _candidates(body: bytes, content_type: str, markup: bool) -> Iterator[str]:
    """Charsets worth a try, the likeliest first; the declaration in the page is only looked for where it matters."""
    yield "utf-8"
    said = _known(_header_charset(content_type))
    yield from filter(None, [said])
    if markup:
        from bs4.dammit import EncodingDetector  # noqa: PLC0415 - slow to load

        declared = EncodingDetector.find_declared_encoding(body, is_html=True, search_entire_document=False)
        said = said or _known(declared or "")
        yield from filter(None, [_known(declared or "")])
    if not said and _reads_as_big5(body):
        yield "big5"
    yield "gb18030"


def _reads_as_big5(body: bytes) -> bool:
    """Whether the commonest characters of a text stand where Big5 has them, not where GB 18030 does: nobody said which it is."""
    sample = body[:_SAMPLE]
    big5 = sum(map(sample.count, _BIG5_COMMON))
    return big5 >= _LEAST_COMMON and big5 > 3 * sum(map(sample.count, _GB_COMMON))


def _header_charset(content_type: str) -> str:
    _, _, value = content_type.lower().partition("charset=")
    return value.split(";")[0].strip(" \"'")


def _known(name: str) -> str:
    name = name.strip().lower()
    if name in _SAYS_NOTHING:
        return ""
    try:
        known = codecs.lookup(_SUPERSET.get(name, name)).name
        known = _SUPERSET.get(known, known)
        b"a".decode(known, "replace")  # what Python calls codecs are not all charsets: hex, zlib, undefined
    except (LookupError, UnicodeError):
        return ""
    return "" if known in _SAYS_NOTHING else known


def _whole(body: bytes, charset: str) -> Decoded | None:
    """As `_try`, where nothing is lost; replacing thousands of characters is slow, and needless where another charset fits."""
    try:
        if charset != "utf-8":
            return _decoded(body, codecs.getincrementaldecoder(charset)("strict").decode(body, final=False), charset)
        text, read = codecs.utf_8_decode(body, "strict", False)
    except UnicodeError:
        return None
    as_it_came = body if read == len(body) and b"\x00" not in body else b""
    return _decoded(body, text, charset, as_it_came)


def _try(body: bytes, charset: str) -> Decoded:
    return _decoded(body, codecs.getincrementaldecoder(charset)("replace").decode(body, final=False), charset)


def _decoded(body: bytes, text: str, charset: str, utf8: bytes = b"") -> Decoded:
    lost = _count(text, "\ufffd") + 3 * _count(text, _TWICE_LOST)
    share = 1.0 if _misread(text) else lost / max(1, len(text))
    without_nul = charset in _NUL_IS_NUL and b"\x00" not in body  # in bytes that is seen in a thirtieth of the time
    return Decoded(text if without_nul else text.replace("\x00", ""), charset, share, utf8)


def _count(text: str, sign: str) -> int:
    """How often `sign` is there; that its first character is nowhere is seen in a tenth of the time that counting takes."""
    return text.count(sign) if sign[0] in text else 0


def _misread(text: str) -> bool:
    """Whether this is UTF-8 that somebody read as GBK or Latin-1 and saved again: read back it is Chinese, as it stands nobody reads it."""
    sample = text[:_SAMPLE]
    wrongs = [wrong for wrong, may_be in (("gb18030", _as_gbk), ("cp1252", _as_latin)) if may_be(sample)]
    if not wrongs:
        return False
    foreign = sample.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    return len(foreign) >= _LEAST_SAMPLE and any(_chinese(foreign.encode(wrong, "ignore")) for wrong in wrongs)


def _as_gbk(sample: str) -> bool:
    """Whether what `_chinese` looks at first may be there in GBK: asked of the whole, which is quicker than to take out what is foreign.

    Of the foreign characters each takes two bytes or four, and makes the whole longer by one or three: they take at least
    four thirds of what it is longer. What is wrongly read has three times as many such bytes: where a fifth of the characters has
    fewer than half of what would do, the others are not asked.
    """
    begins, longer = _in_gbk(sample[::_APART])
    if longer >= _ENOUGH_APART and 7 * 3 * begins < 2 * longer:
        return False
    begins, longer = _in_gbk(sample)
    return 7 * 3 * begins > 4 * longer


def _in_gbk(sample: str) -> tuple[int, int]:
    """In GBK: how many bytes may begin a Chinese character of UTF-8, and by how many bytes it is longer than it has characters."""
    whole = sample.encode("gb18030", "ignore")
    return len(whole) - len(whole.translate(None, _HAN_BEGINS)), len(whole) - len(sample)


def _as_latin(sample: str) -> bool:
    """The same in Latin-1."""
    return any(sign in sample for sign in _HAN_BEGINS.decode("latin-1"))


def _chinese(body: bytes) -> bool:
    """Whether this is UTF-8 in which more than half of the characters are Chinese, and few are none.

    More than a seventh of its bytes then begin a Chinese character (three bytes each, of others at most four to a character):
    true GBK is told by that without being read wrongly.
    """
    if 7 * (len(body) - len(body.translate(None, _HAN_BEGINS))) <= len(body):
        return False
    back = body.decode("utf-8", "replace")
    return back.count("\ufffd") < len(back) / 4 and len(_HAN.findall(back)) > len(back) / 2
