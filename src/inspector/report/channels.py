"""A unit's acceptance channels as the reports show them: each once, with how far it was tested; and the units' counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inspector.model.words import Words
from inspector.report.items import words

KINDS: Mapping[str, Words] = {
    "email": Words("电子邮箱", "mailbox"),
    "form": Words("网上表单或平台", "online form or platform"),
    "file": Words("申请表文件", "application form file"),
    "fax": Words("传真", "fax"),
    "phone": Words("电话", "telephone"),
    "post": Words("邮寄", "post"),
    "in_person": Words("当面提交", "in person"),
}

STATES: Mapping[str, Words] = {
    "answered": Words("✓ 有人答复", "✓ answered"),
    "works": Words("✓ 可用", "✓ works"),
    "broken": Words("✕ 不可用", "✕ broken"),
    "undetermined": Words("? 未能判定", "? undetermined"),
    "untested": Words("– 未测试", "– not tested"),
    "refused": Words("– 声明不受理", "– said not to take applications"),
}

LEVELS: Mapping[str, Words] = {
    "syntax": Words("地址格式", "address form"),
    "domain": Words("域名解析", "name resolves"),
    "mx": Words("收信服务器", "mail server named"),
    "server": Words("服务器应答", "server answers"),
    "starttls": Words("加密传输", "encryption"),
    "rcpt": Words("收件人被接受", "recipient accepted"),
    "delivered": Words("测试邮件送达", "test mail delivered"),
    "auto_reply": Words("自动回复", "automatic answer"),
    "human_reply": Words("人工答复", "a person answers"),
    "opens": Words("可以打开", "opens"),
    "receiver": Words("受理单位正确", "right receiver"),
    "fields": Words("法定字段", "statutory fields"),
    "no_excess": Words("无多余必填项", "no excess mandatory fields"),
    "privacy": Words("个人信息保护说明", "privacy notice"),
    "captcha": Words("验证码", "captcha"),
    "walked": Words("走到提交前一步", "walked up to submitting"),
    "available": Words("一周可用性", "available over a week"),
    "content": Words("文件内容", "content of the file"),
    "format": Words("号码格式", "number well-formed"),
    "call": Words("人工拨打", "called by hand"),
}

COUNTS: Mapping[str, Words] = {
    "declared": Words("公布", "Declared"),
    "tested": Words("已测", "Tested"),
    "works": Words("可用", "Works"),
    "answered": Words("有人答复", "Answered"),
    "broken": Words("不可用", "Broken"),
    "undetermined": Words("未能判定", "Undetermined"),
    "untested": Words("未测试", "Not tested"),
}
"""The columns of the coverage table, in their order; all count declared electronic channels."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One level that was looked at. `kind` is an outcome as in `phrases.OUTCOMES`."""

    level: str
    kind: str
    message: Words
    at: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel: where it is published, whether applicants may use it, and the rungs it was tested on."""

    kind: str
    value: str
    state: str
    declared: bool
    differs: bool
    roles: tuple[str, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Channels:
    """All channels of a unit; `covered` as in the result: each declared electronic one has a result. `reason`: why not."""

    applies: bool
    covered: bool
    reason: str
    counts: Mapping[str, int]
    items: tuple[Channel, ...]


def channels_of(unit: Mapping[str, Any]) -> Channels | None:
    """The channels of a unit of the result; None where the result does not tell of channels."""
    raw = unit.get("channels")
    if raw is None:
        return None
    return Channels(
        applies=bool(raw["applies"]),
        covered=bool(raw["covered"]),
        reason=str(raw.get("reason") or ""),
        counts={name: int(raw.get(name, 0)) for name in COUNTS},
        items=tuple(_channel(item) for item in raw["items"]),
    )


def _channel(item: Mapping[str, Any]) -> Channel:
    return Channel(
        kind=str(item["kind"]),
        value=str(item["value"]),
        state=str(item["state"]),
        declared=bool(item["declared"]),
        differs=bool(item.get("differs")),
        roles=tuple(dict.fromkeys(str(place["role"]) for place in item["published"])),
        rungs=tuple(_rung(rung) for rung in item["levels"]),
    )


def _rung(rung: Mapping[str, Any]) -> Rung:
    outcome = str(rung["outcome"])
    kind = ("failed" if rung.get("confirmed", True) else "proposal") if outcome == "fail" else outcome
    return Rung(str(rung["level"]), kind, words(rung["message"]), str(rung.get("at") or ""))
