"""Wording of the Regulations before 2019 that is still printed: each finding quotes its sentence.

`notes["rule"]` is the rule (OL-01 to OL-05) it answers, `notes["doubtful"]` says that it may be no fault.
A sentence that says the old law no longer holds is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from inspector import lazy
from inspector.facts.numerals import in_digits
from inspector.facts.owners import Owner
from inspector.facts.plain import Plain, sentences
from inspector.facts.reading import Fact, Value

_N = r"(?<![月\d])(?P<n>\d{1,3})"
_ORDER_492 = lazy.pattern(r"(?:第\s?)?492\s?号")
_NEW_ORDER = lazy.pattern(r"711|2019年|修订|修正|废止|失效|取代|替代|不再(?:适用|执行|使用)")
_OF_LAW = lazy.pattern(r"条例|号令|令第|第\d+号|信息处理费")
"""What a line beside must speak of to tell which law is meant."""
_IN_FORCE = r"2008年5月1日起?(?:正式)?(?:施行|实施|生效)"
_IN_FORCE_2008 = lazy.pattern(rf"条例[^。]{{0,60}}{_IN_FORCE}|{_IN_FORCE}的?[^。]{{0,30}}条例")
_NEEDS = lazy.pattern(
    r"生产、?生活、?(?:和|及|与)?、?科研等?(?:自身)?(?:的)?(?:特殊)?需[要求]|自身特殊需[要求]"
    r"|(?:提供|提交|出具|附上?)[^。;,]{0,12}生产、?生活、?(?:和|及|与)?、?科研[^。;,]{0,8}证明"
)
_TELLS_CHANGE = lazy.pattern(
    r"(?:修订|修改|修正)(?:之?前|后的?《?条例|说明|删|将|由|把)|(?:原|旧|老)《?(?:政府信息公开)?条例|原来的?规定|删去|删掉|(?:已|已经|均)(?:被)?(?:取消|删除|废止)"
    r"|(?:修订|修改|修正)后?改(?:为|成)\s*20"
    r"|(?:由|从|将)[^。;]{0,24}(?:调整|修改|变更|延长|改|增加|延)(?:为|至|到|成)\s*(?:20|二十)"
)
"""A sentence that tells what the revision of 2019 changed prints the old wording and demands nothing."""
_GIVEN_UP_WORDS = (
    r"(?:废止|失效|作废|停收|不再(?:执行|实行|施行|适用|沿用|使用)|停止(?:执行|实行|收取|征收))(?![之以]?后)"
)
_GIVEN_UP = lazy.pattern(_GIVEN_UP_WORDS)
_LAPSES = lazy.pattern(r"(?:逾期|过期|到期|丢失|遗失|申请|收据|票据)[^,;费标规办文]{0,6}(?:作废|失效)")
"""`收据丢失的作废`: of a paper, not of what is charged."""
_OTHERS_GIVEN_UP = lazy.pattern(rf"[,;](?:同时)?(?:原|旧|老|以前|过去|此前)[^,;]{{0,16}}?{_GIVEN_UP_WORDS}")
"""`复制费每页0.5元，旧标准废止`: whether this one holds nobody can say for certain."""
_REVOKES = lazy.pattern(
    rf"\s*(?:但|现)?(?:上述|以上|前述|该|此(?!前)|这些|这一)[^。;]{{0,24}}?(?:{_GIVEN_UP_WORDS}|取消)"
)
_LIMIT, _OLD_LIMIT = 20, 15
"""Working days that the law gives for the reply, and those that the old law gave: who promises fewer is stricter than both."""
_DENIED = lazy.pattern(r"不(?:再|得|需|必|应|用|能|予|可|要)|[请切]勿|无需|无须|毋须|取消|删除|废止|免|没有要求")
_PURPOSE = lazy.pattern(
    r"(?:应当?|须|必须|需要?|请)[^。;]{0,30}(?:说明|写明|注明|填写|填明|提供|载明|包括)[^。;]{0,30}(?<!资金)(?<!经费)(?<!款项)用途"
    r"|用途[^。;]{0,6}(?:必填|\*)"
)
_LISTED_PURPOSE = lazy.pattern(
    r"^\s*(?:\(?[一二三四五六七八九十\d]{1,2}[)、.])?\s*(?:所需|申请)[^。;,]{0,12}的?用途[。;]?$"
)
_ASKED = lazy.pattern(
    r"(?:应当?|须|必须|需要?)[^。]{0,12}(?:包括|载明|写明|说明|提供|填写|注明|提交)[^。]{0,14}(?:内容|下列|以下|:)"
)
"""`申请应当包括下列内容：` heads a list; an item of it that asks for the purpose is as good as the demand in one sentence."""
_DAYS = r"\s*个?\s*(?:工作日|日|天)"
_REPLY = lazy.pattern(
    rf"{_N}{_DAYS}(?:之内|以内|内)?,?[^。;,]{{0,12}}?(?:予以|作出|给予|进行|做出|书面|向申请人)*(?:答复|回复)"
    r"|(?:答复|办理|办结)的?(?:期限|时限|时间)[^。;,\d]{0,8}?(?:为|是|:)?[^。;,\d]{0,14}"
    rf"{_N.replace('?P<n>', '?P<m>')}{_DAYS}"
)
_SPEAKS_OF_DAYS = lazy.pattern(r"[日天]")
_EXTENSION = lazy.pattern(rf"延长[^。;]{{0,30}}?(?:不得?超过|最长为?|为|至多)\s*{_N}\s*个?\s*(?:工作日|日|天)")
_ABOUT_APPLICATION = lazy.pattern(r"申请|登记|依申请|受理之日|答复期限|答复时限|延长|当场")
_OTHER_CLOCK = lazy.pattern(
    r"第三方|征求|意见书|补正|举报|投诉|复议|诉讼|起诉|更正|承诺|力争|提前|压缩|咨询|移送|转送|信访|留言|互动"
    r"|形成或者?变更|内部|业务科室|承办科室|转交|转办|交办|拟办|提出[^。;,]{0,6}意见"
)
_FEE = lazy.pattern(
    r"(?:检索|复制|复印|邮寄|打印|光盘|制作)[^。;]{0,16}(?:费|成本)|(?<!自[行助费己])(?:检索|复制|复印|打印)(?:(?!自[行助费己])[^。;\d]){0,8}每(?:页|张|份|条|件)"
)
_TO_THE_COURIER = lazy.pattern(r"(?:邮寄|快递)[^。;,]{0,24}到付")
"""What the applicant pays the courier, nobody charges for the information."""
_OWN_POSTAGE = lazy.pattern(
    r"(?:邮寄|快递|邮递)费用?[^。;,]{0,8}(?:自理|自付|自行(?:承担|支付|负担)|由(?:申请人|收件人)(?:承担|支付|负担))"
)
"""`邮寄费用由申请人自理`: to the courier, or to the office that may not ask for it."""
_CHARGES = lazy.pattern(r"收取|收费|计收|缴纳|交纳|支付|标准|元|承担|费用由")
_FREE = lazy.pattern(r"不收|不再收|不得收|(?<!减)免费|免收|停止|取消|不向申请人收|不另收")
_FEE_BANDS = lazy.pattern(
    r"(?P<low>\d{1,3})\s*(?:[-至到~—]+\s*\d{1,3}\s*)?(?P<unit>件|页)(?:及?以[上下内])?[^。;\d]{0,16}?(?P<yuan>\d{1,4})\s*元"
)
_LAWFUL_BANDS = {
    *(("件", low, "100") for low in ("10", "11", "31")),
    *(("页", low, yuan) for low, yuan in (("31", "10"), ("101", "20"), ("201", "40"))),
}
_ELECTRONIC = lazy.pattern(r"电子邮[件箱]|邮箱|互联网|网上|网络|在线|传真|平台|数据电文")
_RECEIVED = lazy.pattern(
    r"(?:到达|进入|接收|发送|系统|提交|收到)[^。;]{0,24}(?:时间|日期|之日|当日|日)[^。;]{0,6}(?:为|视为|即为)[^。;]{0,10}"
    r"(?:收到|受理|申请之?日)"
    r"|以[^。;]{0,30}(?:到达|进入|系统)[^。;]{0,30}为准"
)
_CORRECTION = lazy.pattern(rf"{_N}{_DAYS}(?:之内|以内|内)?[^。;]{{0,10}}(?:告知|通知|要求|指导|释明)[^。;]{{0,16}}补正")


def stale_law(lines: tuple[Plain, ...], owners: tuple[Owner, ...]) -> tuple[Fact, ...]:
    """All stale wordings of a page in order of rule and place, each kind of each sentence once."""
    found: list[Fact] = []
    for place, plain in enumerate(lines):
        beside = (other.text for other in lines[max(0, place - 1) : place + 2])
        near = " ".join(text for text in beside if text == plain.text or _OF_LAW.search(text) or _ASKED.search(text))
        for start, end, until in _with_what_revokes(plain.text):
            text = plain.text[start:until]
            for rule, kind, finds in _RULES:
                if finds(text, near) and not (owners[place] == "form" and kind == "purpose_required"):
                    notes: dict[str, Value] = {"rule": rule} | ({"doubtful": True} if kind in _DOUBTFUL else {})
                    found.append(Fact(kind, plain.cut(start, end), plain.line.locator, notes))
    once: dict[tuple[object, str], Fact] = {}
    for fact in found:
        once.setdefault((fact.value, fact.quote), fact)
    return tuple(sorted(once.values(), key=lambda fact: str(fact.notes["rule"])))


def _with_what_revokes(text: str) -> Iterator[tuple[int, int, int]]:
    """The sentences of a text, and where that ends which says of one that it no longer holds: `…。上述标准已废止。`."""
    for (start, end), (after, until) in pairwise([*sentences(text), (0, 0)]):
        yield start, end, until if until and _REVOKES.match(text, after) else end


def _order_492(text: str, near: str) -> bool:
    return bool(_ORDER_492.search(text)) and not _NEW_ORDER.search(near)


def _in_force_2008(text: str, near: str) -> bool:
    return bool(_IN_FORCE_2008.search(text)) and not _NEW_ORDER.search(near)


def _three_needs(text: str, _near: str) -> bool:
    match = _NEEDS.search(text)
    return bool(match) and not _DENIED.search(text) and not _TELLS_CHANGE.search(text)


def _purpose_required(text: str, near: str) -> bool:
    listed = _LISTED_PURPOSE.search(text) and _ASKED.search(near)
    return (
        bool(listed or _PURPOSE.search(text))
        and not _DENIED.search(text)
        and not re.search("选填|自愿|非必|可不填", text)
    )


def _reply_limit(text: str, _near: str) -> bool:
    return any(days >= _OLD_LIMIT and days != _LIMIT for days in _limits(text))


def _shorter_limit(text: str, _near: str) -> bool:
    return any(days < _OLD_LIMIT for days in _limits(text))


def _limits(text: str) -> Iterator[int]:
    """The days that a sentence sets for the reply to an application or for its extension."""
    told = in_digits(text) if _SPEAKS_OF_DAYS.search(text) and not _TELLS_CHANGE.search(text) else ""
    return _days_of(told, (*_REPLY.finditer(told), *_EXTENSION.finditer(told)))


def _days_of(text: str, matches: Iterable[re.Match[str]]) -> Iterator[int]:
    """The days of those limits of a sentence that are the applicant's."""
    for match in matches if _ABOUT_APPLICATION.search(text) else ():
        groups = match.groupdict()
        around = text[max(0, match.start() - 45) : match.end() + 15]
        if not _OTHER_CLOCK.search(around):
            yield int(groups["n"] or groups["m"])


def _copy_fee(text: str, _near: str) -> bool:
    if not _charges(text) or _given_up(text):
        return False
    return not _FREE.search(text) or bool(re.search(r"除[^。]{0,12}(?:可以|可)?收取[^。]{0,30}外", text))


def _fee_beside_one_given_up(text: str, _near: str) -> bool:
    return bool(_OTHERS_GIVEN_UP.search(text)) and _charges(text) and not _FREE.search(text)


def _charges(text: str) -> bool:
    others = _OWN_POSTAGE.sub("", _TO_THE_COURIER.sub("", text))
    return bool(_FEE.search(others) and _CHARGES.search(text))


def _postage_left_to_applicant(text: str, _near: str) -> bool:
    own = _OWN_POSTAGE.search(_TO_THE_COURIER.sub("", text))
    return bool(own) and not _FREE.search(text) and not _given_up(text)


def _given_up(text: str) -> bool:
    return bool(_GIVEN_UP.search(_LAPSES.sub("", text)) or _TELLS_CHANGE.search(text))


def _fee_figures(text: str, near: str) -> bool:
    if not re.search(r"信息处理费|按件|按量|按页", near) or _given_up(text):
        return False
    bands = _FEE_BANDS.finditer(re.sub(r"\(含[^()]*\)", "", text))
    return any((match["unit"], match["low"], match["yuan"]) not in _LAWFUL_BANDS for match in bands)


def _receipt_date(text: str, _near: str) -> bool:
    clauses = (clause for clause in re.split(r"[;。]", text) if "确认" not in clause and "当面" not in clause)
    return any(_ELECTRONIC.search(clause) and _RECEIVED.search(clause) for clause in clauses)


def _correction_limit(text: str, _near: str) -> bool:
    return any(int(match["n"]) != 7 for match in _CORRECTION.finditer(in_digits(text) if "补正" in text else ""))


_RULES: tuple[tuple[str, str, Callable[[str, str], bool]], ...] = (
    ("OL-01", "order_492", _order_492),
    ("OL-01", "in_force_2008", _in_force_2008),
    ("OL-02", "three_needs", _three_needs),
    ("OL-02", "purpose_required", _purpose_required),
    ("OL-03", "reply_limit", _reply_limit),
    ("OL-03", "shorter_limit", _shorter_limit),
    ("OL-04", "copy_fee", _copy_fee),
    ("OL-04", "fee_beside_one_given_up", _fee_beside_one_given_up),
    ("OL-04", "postage_left_to_applicant", _postage_left_to_applicant),
    ("OL-04", "fee_figures", _fee_figures),
    ("OL-05", "receipt_date", _receipt_date),
    ("OL-05", "correction_limit", _correction_limit),
)


_DOUBTFUL = ("shorter_limit", "fee_beside_one_given_up", "postage_left_to_applicant")


def reply_limits(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """Every stated limit for the reply to an application, in working days, lawful or not."""
    for plain in lines:
        for start, end in sentences(plain.text):
            text = in_digits(plain.text[start:end])
            for days in _days_of(text, _REPLY.finditer(text)):
                yield Fact(days, plain.quote(start, end), plain.line.locator)
