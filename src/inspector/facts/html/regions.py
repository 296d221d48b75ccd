"""Which part of a page a block belongs to: content, navigation, header, footer or margin.

Names of elements, ids and classes only claim a region; a claim that would swallow most of the page's text is not believed
(old pages wrap everything in a `top` or leave a `div` open).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from inspector import lazy
from inspector.facts.document import Region, norm

_BY_TAG: dict[str, Region] = {
    "nav": "nav",
    "footer": "footer",
    "header": "header",
    "aside": "aside",
    "main": "main",
    "article": "main",
}
_BY_TOKEN: list[tuple[Region, re.Pattern[str]]] = [
    (
        "footer",
        lazy.pattern(
            r"^(page|site|g|w|m|pc|web|index)?[-_]?(foot(er)?|bottom|copy(right)?|banquan|bq|yejiao|dibu)(er|[-_]?(box|wrap|bar|nav|con|content|info|\d+))?$"
        ),
    ),
    (
        "nav",
        lazy.pattern(
            r"^(main|top|left|right|side|sub|site|g|head)?[-_]?(nav(igation|bar|igator)?|menu|breadcrumbs?|crumbs?|position|location|dqwz|weizhi|mbx|mianbao|daohang|dh|subnav)[-_]?(box|wrap|bar|list|left|con|\d+)?$"
        ),
    ),
    (
        "header",
        lazy.pattern(
            r"^(page|site|g|w|m|pc|web|index)?[-_]?(header|head|top|banner|logo|toolbar|topbar)[-_]?(box|wrap|bar|con|er|\d+)?$"
        ),
    ),
    (
        "aside",
        lazy.pattern(
            r"^(side(bar)?|aside|left(bar|side)|right(bar|side)|share|xgxx|related|hot|fenxiang|qrcode|ewm)[-_]?(box|wrap|list|\d+)?$"
        ),
    ),
    (
        "main",
        lazy.pattern(
            r"^(main|content|article|zoom|con|text|detail|trs_editor|view|ucapcontent|xxgk|news)[-_]?(box|wrap|con|content|text|body|main|\d+)?$"
        ),
    ),
]
_ROLES: dict[str, Region] = {
    "navigation": "nav",
    "contentinfo": "footer",
    "banner": "header",
    "complementary": "aside",
    "main": "main",
}
_RECORDS = (
    *("ICP备", "ICP证", "公网安备", "网站标识码", "版权所有", "网站地图"),
    *("主办单位:", "主办:", "承办:", "技术支持:"),
)
"""What only the end of a page says, in capitals."""
_LONGEST_RECORD = 200
_BELIEVED_SHARE = 0.6
_TAIL_SHARE = 0.35
_SHORTEST_TAIL = 400


@dataclass(slots=True)
class Claim:
    """An element that says which region it is, inside another claim; `chars` counts the text under it."""

    region: Region
    outer: Claim | None
    chars: int = 0

    def count(self, chars: int) -> None:
        """Add text to this claim and all around it."""
        claim: Claim | None = self
        while claim is not None:
            claim.chars += chars
            claim = claim.outer

    def believed(self, total: int) -> Region:
        """The innermost credible region; `main` where none is. A footer or navigation is not left from inside."""
        chain: list[Claim] = []
        claim: Claim | None = self
        while claim is not None:
            if claim.region == "main" or claim.chars <= total * _BELIEVED_SHARE:
                chain.append(claim)
            claim = claim.outer
        for one in chain:
            if one.region in ("footer", "nav"):
                return one.region
        return chain[0].region if chain else "main"


@lru_cache(maxsize=4096)
def claimed(tag: str, names: str, role: str) -> Region | None:
    """The region an element claims by its tag, role, id and classes (`names`: both, separated by blanks)."""
    if role in _ROLES:
        return _ROLES[role]
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    for token in names.lower().split():
        for region, pattern in _BY_TOKEN:
            if pattern.match(token):
                return region
    return None


def footer_start(texts: Sequence[str]) -> int:
    """Index of the first line of a footer told only by its record numbers; `len(texts)` where there is none."""
    first = len(texts) - _tail(texts)
    shown = "\n".join(norm(text) if len(text) < _LONGEST_RECORD else "" for text in texts[first:]).upper()
    places = [place for record in _RECORDS if (place := shown.find(record)) >= 0]
    return first + shown.count("\n", 0, min(places)) if places else len(texts)


def _tail(texts: Sequence[str]) -> int:
    """How many lines, counted from the end, may be a footer."""
    most = most_in_tail(sum(map(len, texts)))
    return next(
        (count for count, chars in enumerate(accumulate(map(len, reversed(texts)))) if chars > most), len(texts)
    )


def most_in_tail(total: int) -> float:
    """How many of `total` characters may belong to a footer told only by its record numbers."""
    return max(total * _TAIL_SHARE, _SHORTEST_TAIL)


def most_in_any_footer(total: int) -> int:
    """What `most_in_footer` never exceeds, for a page of `total` characters and blanks."""
    return int(most_in_tail(total)) + _LONGEST_RECORD


def most_in_footer(wording: str, blanks: int) -> int:
    """How many characters at the end of a page's `wording` may belong to a footer told only by its record numbers, or more.

    `blanks` are between them. Where a line begins that holds a record is not known here, only how long one may be.
    """
    tail = wording[-int(most_in_tail(len(wording) + blanks)) :].upper()
    places = [place for record in _RECORDS if (place := tail.find(record)) >= 0]
    return len(tail) - min(places) + _LONGEST_RECORD if places else 0
