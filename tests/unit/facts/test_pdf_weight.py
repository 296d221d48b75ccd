"""A PDF file that is small on disk and endless once opened is refused before it is opened."""

from __future__ import annotations

import zlib

import pytest

from inspector.facts.files.pdf import read_pdf
from inspector.facts.package import Unreadable

_MIB = 1024 * 1024


def pdf(*objects: bytes) -> bytes:
    """The smallest file with these objects."""
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%b endobj\n" % (n, part) for n, part in enumerate(objects, 1))
    return body + b"trailer<</Root 1 0 R>>\n%%EOF"


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A packed stream."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), more, packed)


def page(*following: bytes, resources: bytes = b"<<>>") -> bytes:
    """A file of one page, whose content is object 4."""
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources %b>>" % resources,
        *following,
    )


def test_a_page_that_inflates_to_a_hundred_megabytes_is_refused() -> None:
    """Fifty million commands in a hundred kilobytes."""
    with pytest.raises(Unreadable, match="beyond all bounds"):
        read_pdf(page(stream(b"q " * (50 * _MIB))), "https://www.qinghe.gov.cn/a.pdf")


def test_forms_that_draw_each_other_a_thousand_times_are_refused() -> None:
    """Four levels of a hundred each are a hundred million drawings."""
    forms = b"".join(b"/F%d %d 0 R" % (n, n) for n in range(5, 9))
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<<%b>>>>" % forms
    bodies = [stream(b"/F%d Do " % (n + 1) * 100, kind) for n in range(5, 8)]
    last = stream(b"0 0 m 1 1 l S " * 100, kind)
    whole = page(stream(b"/F5 Do " * 100), *bodies, last, resources=b"<</XObject<<%b>>>>" % forms)

    with pytest.raises(Unreadable, match="beyond all bounds"):
        read_pdf(whole, "https://www.qinghe.gov.cn/a.pdf")


def test_a_table_of_objects_that_inflates_without_end_is_refused() -> None:
    """Before it is inflated."""
    bomb = stream(b"0" * (40 * _MIB), b"/Type/ObjStm/N 1/First 4").replace(b"/Length", b"/Type/ObjStm/Length", 1)

    with pytest.raises(Unreadable, match="inflates beyond all bounds"):
        read_pdf(page(stream(b"q Q"), bomb), "https://www.qinghe.gov.cn/a.pdf")


def test_a_form_that_draws_itself_ends() -> None:
    """A circle weighs what is on it once; whatever the reader makes of it, it ends."""
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F5 5 0 R>>>>"
    whole = page(stream(b"/F5 Do"), stream(b"/F5 Do", kind), resources=b"<</XObject<</F5 5 0 R>>>>")
    try:
        lines = read_pdf(whole, "https://www.qinghe.gov.cn/a.pdf").lines
    except Unreadable:
        lines = ()
    assert lines == ()
