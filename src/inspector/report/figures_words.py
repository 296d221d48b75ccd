"""The words of the annual report's official form for its rows, columns and blocks, and what an identity found, in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from inspector import lazy
from inspector.model.words import Words

_VOLUNTARY = {
    "art20_1.rules": Words("规章", "rules"),
    "art20_1.normative": Words("行政规范性文件", "normative documents"),
    "art20_5.licences": Words("行政许可", "licences"),
    "art20_5.other": Words("其他对外管理服务事项", "other services"),
    "art20_6.penalties": Words("行政处罚", "penalties"),
    "art20_6.coercion": Words("行政强制", "coercive measures"),
    "art20_8.charges": Words("行政事业性收费", "charges"),
    "art20_9.procurement": Words("政府集中采购", "central procurement"),
    "made": Words("本年制发件数", "issued this year"),
    "abolished": Words("本年废止件数", "abolished this year"),
    "in_force": Words("现行有效件数", "in force"),
    "newly_public": Words("本年新公开数量", "newly disclosed"),
    "total_public": Words("对外公开总数量", "disclosed in all"),
    "last_year": Words("上一年项目数量", "items last year"),
    "change": Words("本年增/减", "change"),
    "decisions": Words("本年处理决定数量", "decisions this year"),
    "amount": Words("金额", "amount"),
    "projects": Words("采购项目数量", "projects"),
}
_APPLICATIONS = {
    "new": Words("本年新收", "new"),
    "carried_in": Words("上年结转", "carried in"),
    "r1": Words("予以公开", "disclosed"),
    "r2": Words("部分公开", "partly disclosed"),
    "r3": Words("不予公开", "refused"),
    "r3.1": Words("属于国家秘密", "state secrets"),
    "r3.2": Words("其他法律行政法规禁止公开", "forbidden by other laws"),
    "r3.3": Words("危及“三安全一稳定”", "security and stability"),
    "r3.4": Words("保护第三方合法权益", "rights of third parties"),
    "r3.5": Words("属于三类内部事务信息", "internal affairs"),
    "r3.6": Words("属于四类过程性信息", "deliberations"),
    "r3.7": Words("属于行政执法案卷", "law enforcement files"),
    "r3.8": Words("属于行政查询事项", "administrative enquiries"),
    "r4": Words("无法提供", "not available"),
    "r4.1": Words("本机关不掌握相关政府信息", "not held"),
    "r4.2": Words("没有现成信息需要另行制作", "would have to be made"),
    "r4.3": Words("补正后申请内容仍不明确", "still unclear when corrected"),
    "r5": Words("不予处理", "not processed"),
    "r5.1": Words("信访举报投诉类申请", "petitions and complaints"),
    "r5.2": Words("重复申请", "repeated applications"),
    "r5.3": Words("要求提供公开出版物", "published matter asked for"),
    "r5.4": Words("无正当理由大量反复申请", "many and without reason"),
    "r5.5": Words("要求行政机关确认或重新出具已获取信息", "information already received"),
    "r6": Words("其他处理", "otherwise handled"),
    "r6.1": Words("逾期不补正", "not corrected in time"),
    "r6.2": Words("逾期不缴纳费用", "fee not paid in time"),
    "r6.3": Words("其他处理（其他）", "otherwise handled: other"),
    "total": Words("总计", "total"),
    "carried_out": Words("结转下年度", "carried out"),
    "natural": Words("自然人", "natural persons"),
    "business": Words("商业企业", "businesses"),
    "research": Words("科研机构", "research bodies"),
    "welfare": Words("社会公益组织", "welfare organisations"),
    "legal": Words("法律服务机构", "legal services"),
    "other": Words("其他", "other"),
}
_REVIEW = {
    "reconsideration": Words("行政复议", "reconsideration"),
    "litigation_direct": Words("未经复议直接起诉", "suits without reconsideration"),
    "litigation_after": Words("复议后起诉", "suits after reconsideration"),
    "litigation": Words("行政诉讼", "suits"),
    "upheld": Words("结果维持", "upheld"),
    "corrected": Words("结果纠正", "corrected"),
    "pending": Words("尚未审结", "pending"),
}
FORM: Mapping[str, Words] = {**_VOLUNTARY, **_APPLICATIONS, **_REVIEW}
"""Row, column or block of tables two to four (as `facts.report.layout` names them) -> its words in the form."""
MONTHS: Mapping[str, Words] = {
    "received": Words("收到", "received"),
    "handled": Words("办结", "handled"),
    "pending": Words("未办结", "pending"),
    "turned": Words("转主动公开", "turned to voluntary"),
}
"""The figures of a month."""
_KEY = "|".join(map(re.escape, sorted(FORM, key=len, reverse=True)))
_PLACE = lazy.pattern(rf"(?<![\w.])(?:({_KEY})\.)?({_KEY})(?![\w.]*\w)", re.ASCII)
_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"needs last year's report", "需要上一年度报告"),
    (r"needs the reports of all units", "需要所有单位的年报"),
    (r"the table is not on the page", "页面上没有该表"),
    (r"the rows are not on the page", "页面上没有这些行"),
    (r"only the total column is given", "只有总计一列"),
    (r"no carry-over in both years", "两年的结转数不全"),
    (r"no table two in both", "两年的表二不全"),
    (r"no table to compare with", "没有可对照的表"),
    (r"no figure in the text of section one", "总体情况的文字中没有数字"),
    (r"the year is given in one place only", "年度只在一处写明"),
    (r"no table three", "没有表三"),
    (r"no table", "没有表格"),
    (r"no year", "没有写明年度"),
    (r"result rows are blank", "各结果行空白"),
    (r"every result row is 0", "各结果行均为0"),
    (r"voluntary: amount without “万元”", "表二：金额没有写明万元"),
    (r"compared: ", "已对照："),
    (r"title (\d+) against period (\d+)", r"标题\1 ↔ 统计期限\2"),
    (r"\bvoluntary (?=\S+:)", "表二 "),
    (r"\bapplications (?=\S+:)", "表三 "),
    (r"\breview (?=\S+:)", "表四 "),
    (r" and (\d+) more", r"等，另有\1处"),
    (r" against ", " ↔ "),
    (r"\blast (?=\S)", "上一年度报告 "),
    (r"\bNone\b", "空白"),
    (r"\bblank:? (?=\S)", "空白 "),
    (r"\bblank(?=;|$)", "空白"),
    (r" is (?=\d)", "为"),
    (r", ", "、"),
    (r"; ", "；"),
    (r": ", "："),
)
"""What `facts.report.identities` says in English, and the same in Chinese."""


def told(detail: str) -> Words:
    """What an identity found, its places by the form's words: `art20_1.rules: 12 against 11` names the rules."""
    zh = detail
    for english, chinese in _SENTENCES:
        zh = re.sub(english, chinese, zh)
    return Words(_named(zh, "zh"), _named(detail, "en").replace(" against ", " ↔ "))


def _named(text: str, language: str) -> str:
    def words(found: re.Match[str]) -> str:
        return " · ".join(getattr(FORM[key], language) for key in found.groups() if key)

    return _PLACE.sub(words, text)


def blanks(places: Iterable[str], names: Mapping[str, str]) -> Words:
    """The blank figures of a month (`QH101 pending`), units by name."""
    pairs = [place.rpartition(" ") for place in places]
    zh, en = (
        [f"{names.get(code, code)} {getattr(MONTHS[key], side)}" for code, _, key in pairs] for side in ("zh", "en")
    )
    return Words("、".join(zh), ", ".join(en))


def note(text: str, names: Mapping[str, str]) -> Words:
    """A month that does not fit with the one before it, or a year with its annual report (`QH101 2026-05: ...`)."""
    code, _, rest = text.partition(" ")
    zh = rest.replace(": 12 months ", "：十二个月合计 ").replace(", annual report ", "，年报 ").replace(": ", "：")
    unit = names.get(code, code)
    return Words(f"{unit} {zh.replace(', pending ', '，报送的未办结 ')}", f"{unit} {rest}")
