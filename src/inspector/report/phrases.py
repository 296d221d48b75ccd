"""The closed vocabularies of a result, in the words of the reports."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.facts.failures import MEANING, Meaning
from inspector.model.capture import Failure
from inspector.model.words import Words

TYPES: Mapping[str, Words] = {
    "department": Words("区级部门", "Department"),
    "subdistrict": Words("街道办事处", "Subdistrict office"),
    "township": Words("乡镇", "Township"),
    "institution": Words("事业单位", "Public institution"),
    "district": Words("区政府", "District government"),
    "portal": Words("政府门户网站", "Government portal"),
}

HOWS: Mapping[str, Words] = {
    "registered": Words("登记网址", "registered"),
    "discovered": Words("自动查找", "discovered"),
    "absent": Words("未找到", "not found"),
    "abstained": Words("候选不明确，未选定", "no clear candidate"),
    "unseen": Words("来源页面未能看到", "source page not seen"),
    "unregistered": Words("未登记", "not registered"),
}

STATES: Mapping[str, Words] = {
    "open": Words("✓ 已看到", "✓ seen"),
    "failed": Words("✕ 确认不存在", "✕ proven missing"),
    "unseen": Words("? 未能看到", "? not seen"),
}

OUTCOMES: Mapping[str, Words] = {
    "failed": Words("不合格", "Failed"),
    "proposal": Words("待确认", "To be confirmed"),
    "undetermined": Words("未能判定", "Undetermined"),
    "manual": Words("需人工核验", "Needs a person"),
    "waived": Words("已豁免", "Waived"),
    "pass": Words("合格", "Passed"),
    "not_applicable": Words("不适用", "Not applicable"),
}

MARKS: Mapping[str, str] = {
    "failed": "✕",
    "proposal": "◇",
    "undetermined": "?",
    "manual": "✎",
    "waived": "↷",
    "pass": "✓",
    "not_applicable": "–",
}
"""The shape beside each outcome: colour is never the only sign."""

STATE_MARKS: Mapping[str, str] = {"new": "＋", "persisting": "↻", "fixed": "✓", "reopened": "⟲", "not_comparable": "?"}
"""The shape beside each state of an issue since last quarter."""

SEVERITIES: Mapping[str, Words] = {
    "veto?": Words("拟单项否决", "Possible veto"),
    "S1": Words("严重", "Serious"),
    "S2": Words("较重", "Major"),
    "S3": Words("一般", "Minor"),
    "advice": Words("建议", "Advice"),
}

VETOES: Mapping[str, Words] = {
    "proposed": Words("拟单项否决", "Veto proposed"),
    "confirmed": Words("单项否决", "Veto"),
}

AUTOS: Mapping[str, Words] = {
    "A": Words("程序判定", "Decided by the program"),
    "B": Words("程序提出，人工确认", "Proposed by the program, confirmed by a person"),
    "C": Words("授权测试或人工数据", "Authorised test or manual data"),
}

GATES: Mapping[str, Words] = {
    "complete": Words("检查完整", "All inspected"),
    "channel_coverage": Words("渠道覆盖", "Channel coverage"),
    "undetermined_share": Words("未判定比例", "Share undetermined"),
    "second_looks": Words("复核访问", "Second looks"),
    "calendar": Words("工作日历", "Calendar"),
    "privacy": Words("个人信息", "Personal data"),
    "program": Words("程序自身", "The program"),
    "canaries": Words("网络哨点", "Canaries"),
    "looks": Words("访问量", "Number of looks"),
}

EXAMPLES: Mapping[str, Words] = {
    "pass": Words("✓ 合格示例", "✓ Would pass"),
    "fail": Words("✕ 不合格示例", "✕ Would fail"),
}

ATTRIBUTIONS: Mapping[str, Words] = {
    "unit": Words("本单位", "the unit"),
    "third_party": Words("第三方（不扣分）", "a third party (deducts nothing)"),
    "us": Words("检查方（不扣分）", "the inspecting side (deducts nothing)"),
    "blocked": Words("访问受限（不扣分）", "access was refused (deducts nothing)"),
}

ROLES: Mapping[str, Words] = {
    "home": Words("首页", "home page"),
    "disclosure": Words("政府信息公开专栏", "disclosure column"),
    "guide": Words("公开指南", "disclosure guide"),
    "list": Words("主动公开全清单", "full list"),
    "statutory": Words("法定主动公开内容", "statutory content"),
    "rules_column": Words("公开制度", "disclosure rules"),
    "annual_report": Words("公开年报", "annual report"),
    "application": Words("依申请公开", "application page"),
    "institution": Words("机构职能", "institution page"),
}

_OURS = Words("由检查方处理，单位无需操作。", "For the inspecting side; the unit need not do anything.")
_REPORT = Words("请向检查方报送或核对栏目地址。", "Please report or check the address of the column.")
_WAIT = Words("到期后自动复核，请保持页面可访问。", "Looked at again when due; please keep the page open.")
_NOTHING = Words("", "")

REASONS: Mapping[str, tuple[Words, Words]] = {
    "awaiting_second_look": (Words("等待复核访问", "Awaiting a second look"), _WAIT),
    "unregistered": (Words("未登记网址", "No address registered"), _REPORT),
    "absent": (Words("没有找到该栏目", "The column was not found"), _REPORT),
    "abstained": (Words("找到多个可能的页面，无法确定", "Several pages may be meant"), _REPORT),
    "unseen": (Words("上级页面未能打开", "The page above it was not seen"), _WAIT),
    "site": (Words("网站未能打开", "The site was not seen"), _WAIT),
    "future_date": (Words("页面日期晚于监测时间点", "Dated after the monitoring time point"), _OURS),
    "calendar": (Words("缺少该年度工作日历", "No calendar of working days for the year"), _OURS),
    "blank_cells": (
        Words("表内有空白单元格，无法核算", "Blank cells: the sums cannot be checked"),
        Words("请补填空白单元格，没有的填“0”。", "Please fill the blank cells; write 0 where there is nothing."),
    ),
    "no_pages": (Words("没有读到所需页面", "None of the pages needed was read"), _WAIT),
    "no_series": (Words("尚无可用性监测数据", "No availability probes yet"), _OURS),
    "no_columns": (Words("没有读到栏目", "No column was read"), _REPORT),
    "columns_unseen": (Words("部分栏目未能看到", "Some columns were not seen"), _WAIT),
    "fields_not_shown": (Words("表单字段未显示", "The fields of the form were not shown"), _OURS),
    "early_date": (Words("日期早于可信范围", "A date too early to be believed"), _OURS),
    "undated": (Words("没有可读的日期", "No date could be read"), _OURS),
    "unreadable_file": (Words("文件无法读取", "A file could not be read"), _REPORT),
    "not_followed": (Words("链接的页面没有取回", "The linked page was not fetched"), _OURS),
    "not_counted": (Words("没有可计数的内容", "Nothing that could be counted"), _OURS),
    "unlabelled": (
        Words("文字没有标明是什么", "Words that are not labelled as what they are"),
        Words("请在联系方式前写明名称。", "Please put a label before each contact."),
    ),
    "no_year": (Words("日期没有年份", "A date without a year"), _OURS),
    "no_day": (
        Words("只写了年月，无法确定是否超期", "Only a month or year is given: it cannot be told whether it is too old"),
        _OURS,
    ),
    "no_period": (
        Words("没有写明征集期限", "It is not said until when opinions are taken"),
        Words("请写明征集意见的起止日期。", "Please say from when to when opinions are taken."),
    ),
    "other_name": (
        Words("写的是另一个名称，可能是原名", "It gives another name, perhaps a former one"),
        Words(
            "如是原名，请登记为别名；否则请更正。",
            "If it is a former name, have it registered as an alias; else correct it.",
        ),
    ),
    "other_page": (
        Words("登记的页面不像所要的页面", "The page registered is hardly the one that is meant"),
        Words("请核对登记的地址。", "Please check the address in the registry."),
    ),
    "directory": (
        Words(
            "多个单位的联系方式列在一起，未能认出本单位一行",
            "Contacts of many units are listed: the own row could not be told",
        ),
        Words("请用登记的单位名称列出本单位一行。", "Please list the own row under the name in the registry."),
    ),
    "in_attachment": (
        Words("联系方式写在附件中", "The contacts stand in an attached file"),
        Words("请把联系方式写在页面上。", "Please write the contacts on the page."),
    ),
    "frames": (Words("首页嵌入的页面未查看", "A page that the home page frames was not looked into"), _OURS),
    "links_out": (Words("栏目只链接到其他网站", "The column only links to other sites"), _OURS),
    "entered": (Words("由人工核实录入", "Found out and entered by a person"), _NOTHING),
    "none": (Words("没有登记新媒体账号", "No account of new media is registered"), _NOTHING),
    "paged": (Words("清单分页，其余各页未读", "The list has further pages that were not read"), _OURS),
    "only_text": (Words("页面上没有可核对的表格，只有文字", "There is no table to check, only text"), _NOTHING),
    "awaiting_bounce": (Words("等待退信期满", "The time in which mail may bounce is not over"), _NOTHING),
    "awaiting_answer": (Words("等待答复期满", "The time for an answer is not over"), _NOTHING),
    "disagree": (Words("两次测试结果不一致", "Two tests disagree"), _OURS),
    "unsent": (Words("测试邮件尚未发出", "The test mail was not sent yet"), _OURS),
    "uncertain": (Words("发送中断，无法确认是否发出", "The sending broke off: not known whether it left"), _OURS),
    "delayed": (Words("收信方推迟接收", "The receiving server puts delivery off"), _NOTHING),
    "busy": (Words("电话占线", "The line was busy"), _OURS),
    "program_error": (Words("程序判定出错", "The program failed to judge"), _OURS),
    "type": (Words("不适用于该类单位", "Not for this type of unit"), _NOTHING),
    "feature": (Words("单位没有此类职能", "The unit does not do this work"), _NOTHING),
    "nothing": (Words("没有需要检查的对象", "Nothing to check"), _NOTHING),
    "": (Words("原因见说明", "See the message"), _OURS),
}
"""Why something was not judged, beyond the failures of the outside world: in words, and what to do about it."""


def reason(code: str) -> Words:
    """Why something was not judged, in words; an unknown code is shown as it is."""
    kind, _, rest = code.partition(":")
    if kind == "superseded":
        return Words(f"已由 {rest} 判定，不重复扣分", f"Counted under {rest}, not deducted twice")
    if kind == "no_page":
        role = ROLES.get(rest, Words(rest, rest))
        return Words(f"没有可判定的页面：{role.zh}", f"No page to judge: {role.en}")
    failure = _failure(code)
    return failure.words if failure else REASONS[code][0] if code in REASONS else Words(code, code)


def advice(code: str) -> Words:
    """What to do about something that could not be seen."""
    failure = _failure(code)
    return failure.advice if failure else REASONS.get(code, REASONS[""])[1]


def _failure(code: str) -> Meaning | None:
    return MEANING[Failure(code)] if code in {failure.value for failure in Failure} else None


def gate(detail: object) -> Words:
    """The sentence of a gate: `{"zh", "en"}`, or one text with ` / ` between the languages."""
    if isinstance(detail, Mapping):
        return Words(str(detail.get("zh", "")), str(detail.get("en", "")))
    zh, _, en = str(detail or "").partition(" / ")
    return Words(zh, en or zh)
