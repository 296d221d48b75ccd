"""Whether a page is not its owner's any more: taken over to advertise gambling, or a domain that is for sale.

What such a page lacks says nothing of the unit's own text; that it is there is a matter of its own (rule PV-04).
"""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.pattern import compiled
from inspector.facts.word_marks import LURE, LURES

_LURES = lazy.pattern(LURES, re.IGNORECASE)
_FOR_SALE = compiled(
    r"域名(?:正在|可以?|已|现)?(?:出售|转让|停放|过期|到期)|(?:出售|转让)(?:该|此|本)?域名|domain(?:name)?(?:is|maybe)?forsale|buythisdomain"
    r"|thisdomainisparked|domainhasexpired",
    ignore_case=True,
)
_REPORTS = lazy.pattern(
    r"打击|整治|严查|查处|查获|查办|防范|禁止|严禁|抵制|举报|警惕|反赌|禁赌|治理|宣传|案件|专项|扫黄|处罚|监管|公安"
)
_MANY = 3
_NOTICE_CHARS = 600


def hijacked(document: Document) -> bool:
    """Whether the page advertises gambling and the like, and does not report on it, or says that its domain is for sale."""
    title, text = norm(document.title), document.wording
    if len(text) <= _NOTICE_CHARS and _FOR_SALE.search(title + text):
        return True
    if LURE not in document.word_marks or _REPORTS.search(title + text):
        return False
    lures = set(_LURES.findall(text))
    return len(lures) >= _MANY or (bool(lures) and bool(_LURES.search(title)))
