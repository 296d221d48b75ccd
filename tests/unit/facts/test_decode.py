"""Charsets as sites declare them, also those that are none."""

from __future__ import annotations

import encodings
import pkgutil
from encodings.aliases import aliases

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.facts.decode import decode

TEXT = "政府信息公开指南，依申请公开的受理机构、联系电话与办公时间。" * 3
NAMES = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} | set(aliases))


@pytest.mark.parametrize("name", [*NAMES, "", "gb2312-80", "%n%n", "utf-8; charset=gbk"])
def test_no_declared_charset_is_believed_against_the_bytes_or_ends_the_program(name: str) -> None:
    """Python knows codecs that are no charsets (hex, zlib, punycode), and some that refuse bytes without a mark."""
    header = f"text/html; charset={name}"

    assert decode(TEXT.encode(), header).text == TEXT
    assert decode(b"\x80abc\xff\\ud800 \\N{x} xn--a" * 30, header).text
    assert 0 <= decode(TEXT.encode("gb18030"), header).replaced <= 1


def test_misread_text_is_told_and_true_text_is_not() -> None:
    """UTF-8 that was read as GBK and saved again is lost; text of either charset is whole."""
    for charset in ("utf-8", "gb18030"):
        assert decode(TEXT.encode(charset)).replaced == 0
    assert decode(TEXT.encode().decode("gb18030", "replace").encode()).replaced == 1.0


@pytest.mark.parametrize("true_share", [0.0, 0.05, 0.1])
def test_a_long_page_is_misread_where_most_of_it_is(true_share: float) -> None:
    """Whatever stands before and between: of a long page a fifth of the signs is asked first."""
    lines = [TEXT.encode().decode("gb18030", "replace")] * 150
    for place in range(int(150 * true_share)):
        lines[place] = f"<p class='text'>{TEXT}</p>"

    assert decode("\n".join(lines).encode()).replaced == 1.0
    assert decode("\n".join([TEXT] * 300).encode()).replaced == 0


@given(
    st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode(errors="ignore"))),
    st.sampled_from(["", "utf-8", "gbk"]),
)
@example("政务".encode()[:-1], "")
@example(b"\xef\xbb\xbfx", "")
@example(b"a\x00b", "")
def test_what_is_said_to_be_the_text_in_utf_8_is_it(body: bytes, charset: str) -> None:
    """Whoever needs bytes again need not encode it, whatever was cut off, left out or in another charset."""
    decoded = decode(body, f"text/html; charset={charset}")
    assert decoded.utf8 in (b"", decoded.text.encode())


def test_big5_that_nobody_declared_is_told_by_its_commonest_characters() -> None:
    """Read as GB 18030 such a page would be gibberish without a lost character, and all that is on it missing."""
    text = (
        "<p>受理機構：清河區民政局辦公室，是本機關的工作機構，申請人可以在上班時間來本地的辦公地點，公民的申請不收費。</p>"
        * 3
    )

    assert decode(text.encode("big5")).charset == "big5"
    assert decode(text.encode("big5")).text == text
    assert decode(text.encode("gb18030")).charset == "gb18030"
