"""Whether a rule can be asked at all: its pages must have been seen."""

from __future__ import annotations

from inspector.checks import On
from inspector.checks.missing import judged_as
from inspector.model.finding import Answer
from inspector.model.words import Words
from inspector.ruleset import All, Any, Ask, Not, Rule, Test
from inspector.survey.dossier import Sheet

_NO_PAGE = Words(
    "{role}页面不存在，由相应规则判定，本条不再适用",
    "there is no {role} page; the rule about that page judges it, this one does not apply",
)

ROLE_NAMES = {
    "home": Words("首页", "home"),
    "disclosure": Words("政府信息公开专栏", "disclosure column"),
    "guide": Words("公开指南", "disclosure guide"),
    "list": Words("主动公开全清单", "full list"),
    "statutory": Words("法定主动公开内容", "statutory content"),
    "rules_column": Words("政府信息公开制度", "disclosure rules"),
    "annual_report": Words("年度报告", "annual report"),
    "application": Words("依申请公开", "application"),
    "institution": Words("机构职能", "institution"),
}


def gate(rule: Rule, on: On) -> Answer | None:
    """The answer when a page the rule needs is not open; None where it can be asked."""
    if rule.test is None or not gated(rule.test):
        return None
    answers = [answer for role in (rule.page, *rule.also) if role and (answer := _closed(rule, on.at_role(role)))]
    unseen = [answer for answer in answers if answer.outcome == "undetermined"]
    return next(iter(unseen or answers), None)


def gated(test: Test) -> bool:
    """Whether any check of the test needs its page open."""
    match test:
        case Ask(check, _, _):
            return check.gated
        case All(parts) | Any(parts):
            return any(gated(part) for part in parts)
        case Not(part):
            return gated(part)


def _closed(rule: Rule, on: On) -> Answer | None:
    sheet = on.sheet
    if sheet.page is not None and sheet.page.open:
        return None
    name = ROLE_NAMES[on.role]
    if proven_missing(sheet):
        words = Words(_NO_PAGE.zh.format(role=name.zh), _NO_PAGE.en.format(role=name.en))
        if rule.missing == "fail_if_dead" and sheet.page is not None and (twin := judged_as(on, sheet.page.url)):
            return on.not_applicable(words.zh, words.en, reason=f"no_page:{twin}")
        if rule.missing == "fail" or (rule.missing == "fail_if_dead" and sheet.page is not None):
            zh, en = f"没有可用的{name.zh}页面", f"there is no usable {name.en} page"
            disputed = sheet.page is not None and sheet.page.sight.disputed
            return on.failed(zh, en, sure=sheet.sure and not disputed, whole=True)
        return on.not_applicable(words.zh, words.en, reason=f"no_page:{on.role}")
    return unseen(on, sheet)


def proven_missing(sheet: Sheet) -> bool:
    """Whether the page is not there, by proof or by what a person may confirm (as against: could not be seen)."""
    sight = sheet.page.sight if sheet.page is not None else None
    return sheet.how == "absent" or (sight is not None and (sight.state == "failed" or sight.disputed))


def unseen(on: On, sheet: Sheet) -> Answer:
    """The undetermined answer for a page that could not be seen, with its reason."""
    if sheet.page is not None:
        sight = sheet.page.sight
        return on.unseen(sight.reason.zh, sight.reason.en, whose=sight.attribution, reason=sight.code or "unseen")
    words = (
        sheet.reasons[0]
        if sheet.reasons
        else Words("登记表中没有该页面的网址", "no address of this page is registered")
    )
    via = sheet.via[0].sight if sheet.via and not sheet.via[0].open else None
    return on.unseen(words.zh, words.en, whose=via.attribution if via else "us", reason=via.code if via else sheet.how)
