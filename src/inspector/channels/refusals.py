"""What a mail server or a returned mail means by its words: no such mailbox, full, put off, refused by policy, or simply back.

Codes are RFC 3463; the words are those of the common servers and of Chinese providers (QQ, 163/126 Coremail, Sina, 139, Exchange).
"""

from __future__ import annotations

import re
from typing import Literal

from inspector import lazy

Refusal = Literal["unknown_user", "full", "blocked", "greylisted", "bounced"]

_STATUS = lazy.pattern(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = lazy.pattern(r"(?<![\d.])([45]\d\d)(?=[ \-:;,，。]|$)")


def words(*patterns: str) -> re.Pattern[str]:
    """One pattern of several, in any case of letters."""
    return lazy.pattern("|".join(patterns), re.IGNORECASE)


_FULL = words(
    r"mailbox (?:is )?(?:full|exceeded)",
    r"over ?quota|quota exceeded|exceeded (?:its |the )?(?:storage|mailbox)",
    r"insufficient (?:system )?storage",
    r"(?:邮箱|信箱)(?:已|空间)?(?:满|不足)",
    r"(?:邮箱|信箱)(?:容量|空间).{0,8}(?:不足|已满|超)",
    r"容量不足|空间不足|超出?.{0,6}(?:配额|容量)",
)
_UNKNOWN = words(
    r"user (?:is )?unknown|unknown (?:user|recipient|mailbox)",
    r"no such (?:user|recipient|mailbox|address)",
    r"(?:user|mailbox|recipient|address|account) (?:was )?(?:not found|does(?: not|n't) exist|unavailable|is disabled|not exist)",
    r"invalid (?:recipient|mailbox|user)|(?:address|recipient) rejected|account (?:is )?disabled",
    r"(?:用户|[帐账]号|[帐账]户|邮箱|信箱|收件人|收信人|地址)(?:地址|邮箱|[帐账]号)?(?:不存在|未找到|找不到|无效)",
    r"(?:用户|[帐账]号|[帐账]户|邮箱|信箱)(?:被冻结|已冻结|已停用|被禁用|已注销)",
    r"无此(?:用户|[帐账]号|邮箱|收件人)|(?:不存在|无效)的(?:用户|收件人|邮箱|地址)",
)
_BLOCKED = words(
    r"spam|black ?list|block(?:ed|list)|content reject|policy|reputation|dnsbl|\brbl\b|\bspf\b|dkim|dmarc",
    r"not authori[sz]ed|access denied",
    r"垃圾邮件|拒收|黑名单|内容.{0,4}(?:拒绝|违规)|发信.{0,4}频率|策略|被拦截",
)
_GREY = words(
    r"gr[ea]y ?list|try again|temporarily (?:deferred|rejected|unavailable)",
    r"灰名单|稍后再试|稍后重试|请稍后",
)


def refusal(text: str) -> Refusal:
    """The kind of a refusal or returned mail, by its status code first, then by its words."""
    status = _STATUS.search(text)
    by_status = _of_status(*status.groups()) if status else None
    if by_status is not None:
        return by_status
    if _FULL.search(text):
        return "full"
    if _UNKNOWN.search(text) and not _only_policy(text):
        return "unknown_user"
    if _BLOCKED.search(text):
        return "blocked"
    code = _CODE.search(text)
    if _GREY.search(text) or (code and code[1].startswith("4")):
        return "greylisted"
    return "bounced"


def status_of(text: str) -> str:
    """The status code in the words, `5.1.1`; empty where there is none."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def _of_status(first: str, subject: str, detail: str) -> Refusal | None:
    """None where the code is too general to say more than the words do."""
    if subject == "2" and detail == "2":
        return "full"
    if first == "4":
        return "greylisted" if (subject, detail) != ("4", "7") else "bounced"
    if subject == "1" and detail in ("0", "1", "6", "10"):
        return "unknown_user"
    if subject == "2" and detail == "1":
        return "unknown_user"
    return "blocked" if subject == "7" else None


def _only_policy(text: str) -> bool:
    """`Recipient address rejected: Access denied` names the recipient and means the policy."""
    return bool(re.search(r"(?:address|recipient) rejected", text, re.IGNORECASE)) and bool(_BLOCKED.search(text))
