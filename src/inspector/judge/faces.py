"""What a reader sees of a page without what one and the same page shows differently each time: addresses, tokens, times, names of hosts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar
from zlib import crc32

from inspector import lazy

_ADDRESS = lazy.pattern(
    r"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*+://[!-~]+|(?<![\w.+-])[\w.+-]*+@[!-~]+"
    r"|(?<![a-z0-9-])(?:[a-z0-9-]++\.)+[a-z0-9-]++[!-~]*",
    re.IGNORECASE | re.ASCII,
)
"""An address, a mailbox, the name of a host, a date or number with points: with the plain signs that hang on.

Each begins where its signs begin, so that a long row of them is gone through once.
"""
_HAN = lazy.pattern(r"[\u3400-\u9fff]+")
_WORD = lazy.pattern(r"[a-z0-9_]+|[^\W\d_a-z]+", re.IGNORECASE)
_FEW = 10
"""Han signs from which on a page is Chinese: what else it has are names, numbers and tokens."""
_LONG = 15
"""Letters of a word that is none, but a token."""
_MOST_SHIFTING = 0.25
"""The share of a page's words that no other look may have shown, for the rest to be its face."""
_SKETCH = 24
"""Words that stand for all of a page: those of the smallest digests, so that like pages have like sketches."""

Words = frozenset[str]
Sketch = frozenset[int]
Part = TypeVar("Part", str, int)


def words(text: str) -> Words:
    """The words that stay: of a Chinese page its Han phrases, of any other one its words without digits and of usual length."""
    plain = _ADDRESS.sub(" ", text)
    han = _HAN.findall(plain)
    if sum(map(len, han)) >= _FEW:
        return frozenset(han)
    found = (word for word in _WORD.findall(plain) if len(word) <= _LONG)
    return frozenset(word.lower() for word in found if not any(sign.isdigit() for sign in word))


def sketch(shown: Words) -> Sketch:
    """The page in few numbers: a run has many, and all are held at once."""
    return frozenset(sorted(crc32(word.encode()) for word in shown)[:_SKETCH])


def spread(looks: Iterable[Collection[Part]]) -> Counter[Part]:
    """How many of the looks show each word."""
    return Counter(word for one in looks for word in one)


def face(shown: frozenset[Part], known: Mapping[Part, int]) -> frozenset[Part]:
    """`shown` without the words that no other look has (`known`, as `spread` counts them), where those are few; else all of it."""
    shifting = frozenset(word for word in shown if known.get(word, 0) < 2)
    return shown - shifting if len(shifting) <= _MOST_SHIFTING * len(shown) else shown
