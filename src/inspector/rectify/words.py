"""The words of an order's life, as ledgers and notices print them."""

from __future__ import annotations

from collections.abc import Mapping

from inspector.model.words import Words

STATUS: Mapping[str, Words] = {
    "confirming": Words("待复核", "to be confirmed"),
    "rejected": Words("复核排除", "rejected on review"),
    "issued": Words("已下发", "issued"),
    "received": Words("已签收", "received"),
    "in_progress": Words("整改中", "in progress"),
    "reported": Words("已反馈", "reported"),
    "rechecked": Words("复查通过，待再次确认", "passed, to be confirmed"),
    "returned": Words("已退回", "returned"),
    "reopened": Words("反弹，再次下发", "reopened"),
    "closed": Words("已销号", "closed"),
    "withdrawn": Words("已撤回", "withdrawn"),
}
STEPS: Mapping[str, Words] = {
    "supervised": Words("督办", "supervised"),
    "summoned": Words("约谈", "summoned"),
    "circulated": Words("通报", "circulated"),
}
OUTCOMES: Mapping[str, Words] = {
    "pass": Words("通过", "passed"),
    "fail": Words("未通过", "failed"),
    "unseen": Words("未能查看", "not seen"),
}
OBJECTIONS: Mapping[str, Words] = {
    "present": Words("页面已载明", "it is on the page"),
    "misread": Words("取证或识别有误", "the page was misread"),
    "not_ours": Words("不属本单位职责", "not this unit's matter"),
    "not_applicable": Words("指标不适用", "the rule does not apply"),
    "in_time": Words("期限未到或已按期公开", "in time, or not due yet"),
    "outage": Words("当时网络或平台故障", "a network or platform fault at that time"),
    "other": Words("其他", "other"),
}
"""Why a unit objects: the reason code of an appeal, and its words."""
EVENTS: Mapping[str, Words] = {
    "found": Words("发现", "found"),
    "reviewed": Words("复核", "reviewed"),
    "issued": Words("下发", "issued"),
    "received": Words("签收", "received"),
    "started": Words("整改中", "in progress"),
    "requested": Words("申请延期", "more time asked for"),
    "responded": Words("反馈", "answered"),
    "rechecked": Words("复查", "re-checked"),
    "returned": Words("退回", "returned"),
    "extended": Words("延期", "extended"),
    "escalated": Words("督办", "escalated"),
    "closed": Words("销号", "closed"),
    "looked_back": Words("回头看", "looked back"),
    "reopened": Words("反弹再次下发", "reopened"),
    "withdrawn": Words("撤回", "withdrawn"),
}
SEVERITIES: Mapping[str, Words] = {
    "veto?": Words("拟单项否决", "possible veto"),
    "S1": Words("严重", "serious"),
    "S2": Words("较重", "major"),
    "S3": Words("一般", "minor"),
    "advice": Words("建议", "advice"),
}
