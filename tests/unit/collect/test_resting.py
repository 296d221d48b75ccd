"""Large documents while nobody reads them."""

from __future__ import annotations

import gc
import weakref

import pytest

from inspector.collect.resting import Resting, folded, unfolded
from inspector.facts.document import Document
from inspector.facts.open import open_document


def page(lines: int) -> Document:
    """A page of so many lines, each a link."""
    rows = "".join(f"<p><a href='/x/{n}.html'>第{n}项信息公开工作通知</a></p>" for n in range(lines))
    return open_document(f"<title>公开</title>{rows}".encode(), "http://a.example/")


def handed_over(document: Document | None) -> Document | None:
    """The document as another process gets it."""
    return unfolded(*folded(document))


def test_a_large_document_says_what_it_said_as_often_as_it_is_asked() -> None:
    """Also once it has rested."""
    plain, resting = page(12_000), handed_over(page(12_000))
    assert isinstance(resting, Resting)

    for _ in range(2):
        assert (resting.title, resting.kind, resting.text(None)) == ("公开", "html", plain.text(None))
        assert (resting.lines, resting.links, resting.chars) == (plain.lines, plain.links, plain.chars)
        assert not resting.exceeds(plain.chars)
        resting.rest()


def test_nothing_of_a_document_that_rests_is_held() -> None:
    """But what it was folded into, which takes less than its markup."""
    resting = handed_over(page(12_000))
    assert isinstance(resting, Resting)
    whole = weakref.ref(resting._unfolded())

    resting.rest()
    gc.collect()

    assert whole() is None
    assert len(vars(resting)["_folded"]) < 12_000 * 100


@pytest.mark.parametrize("document", [None, page(20)])
def test_what_is_not_large_is_handed_over_as_it_is(document: Document | None) -> None:
    """Nobody has to unfold it."""
    found = handed_over(document)

    assert not isinstance(found, Resting)
    assert found == document
