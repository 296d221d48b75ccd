"""Whether a page is not its owner's any more: taken over to advertise gambling, or a domain that is for sale.

What such a page lacks says nothing of the unit's own text; that it is there is a matter of its own (rule PV-04).
"""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.pattern import Marks

_LURES = lazy.pattern(
    r"百家乐|老虎机|六合彩|时时彩|真人(?:荷官|视讯|娱乐|棋牌)|(?:体育|电竞|真人|在线)投注|买球|下注|彩金|注册(?:即)?送|开户送|首存|返水"
    r"|(?:澳门|葡京|新葡京|威尼斯人|永利|银河|皇冠|太阳城|金沙)(?:赌场|娱乐|体育|国际|官网|网站|平台)|娱乐(?:城|官网|平台)|博彩|赌场|赌球"
    r"|棋牌(?:游戏|平台)|bet365|成人(?:电影|视频|网站)|色情|裸聊|激情(?:视频|小说)|无码|代开发票",
    re.IGNORECASE,
)
_ANY_LURE = Marks({"lure": _LURES.pattern})
"""The same, found or not: RE2 looks through a page in a tenth of the time."""
_FOR_SALE = lazy.pattern(
    r"域名(?:正在|可以?|已|现)?(?:出售|转让|停放|过期|到期)|(?:出售|转让)(?:该|此|本)?域名|domain(?:name)?(?:is|maybe)?forsale|buythisdomain"
    r"|thisdomainisparked|domainhasexpired",
    re.IGNORECASE,
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
    if not _ANY_LURE.found(text.encode(errors="ignore")) or _REPORTS.search(title + text):
        return False
    lures = set(_LURES.findall(text))
    return len(lures) >= _MANY or (bool(lures) and bool(_LURES.search(title)))
