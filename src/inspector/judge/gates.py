"""Checks of the run as a whole. One that fails blocks the release of the quarter; no unit's points depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from inspector.judge.certificates import distrustful
from inspector.judge.figures import UnitFigures
from inspector.judge.snapshot import Snapshot
from inspector.judge.uplink import Looks, Round, jump
from inspector.model.words import many

_MOST_UNDETERMINED = Decimal("0.10")


class Gate(TypedDict):
    """`detail` is one Chinese and English sentence."""

    id: str
    ok: bool
    detail: str


def gates(units: Sequence[UnitFigures], complete: bool) -> list[Gate]:
    """The gates of a run, in a fixed order."""
    return [
        _complete(complete),
        _channels(units),
        _undetermined(units),
        _looks(units),
        _calendar(units),
        _privacy(units),
        _program(units),
    ]


def _gate(id: str, ok: bool, detail: str) -> Gate:
    return {"id": id, "ok": ok, "detail": detail}


def _complete(complete: bool) -> Gate:
    return _gate(
        "complete",
        complete,
        "全部单位已检查 / all units were inspected" if complete else "尚有单位未检查 / units are left to inspect",
    )


def _channels(units: Sequence[UnitFigures]) -> Gate:
    """Every unit scored on channels has a result for each channel it declares, or a person's written reason, or is named."""
    asked = [one.channels for one in units if one.channels.applies]
    blank = [one.code for one in units if one.channels.blank]
    excused = sum(one.excused for one in asked)
    text = (
        f"没有渠道结果也没有书面说明的单位：{'、'.join(blank)} / "
        f"units without a channel result or a written reason: {', '.join(blank)}"
        if blank
        else f"渠道检查覆盖全部{len(asked)}个单位，其中{excused}个为书面说明 / "
        f"{many(len(asked), 'unit')}, the channels of each checked, {excused} with a written reason"
    )
    return _gate("channel_coverage", not blank, text)


def _undetermined(units: Sequence[UnitFigures]) -> Gate:
    unseen, decided = sum(one.unseen for one in units), sum(one.decided for one in units)
    share = Decimal(unseen) / decided if decided else Decimal(0)
    return _gate(
        "undetermined_share",
        share <= _MOST_UNDETERMINED,
        f"未能判定{unseen}项，共{decided}项 / {unseen} of {decided} undetermined (at most 10 %)",
    )


def _looks(units: Sequence[UnitFigures]) -> Gate:
    waiting = sum(one.waiting for one in units)
    return _gate(
        "second_looks",
        not waiting,
        f"等待复核{waiting}项 / {many(waiting, 'finding awaits', 'findings await')} a second look",
    )


def _calendar(units: Sequence[UnitFigures]) -> Gate:
    said = {one.undated for one in units if one.undated}
    lacking = any(one.uncounted for one in units)
    ok = not said and not lacking
    return _gate(
        "calendar",
        ok,
        "工作日历完备 / working days are known for every deadline"
        if ok
        else "缺少工作日历 / a table of working days is missing: " + "; ".join(sorted(said)),
    )


def _privacy(units: Sequence[UnitFigures]) -> Gate:
    leaks = sum(one.leaks for one in units)
    return _gate("privacy", not leaks, f"未脱敏个人信息{leaks}处 / {many(leaks, 'place')} with unmasked personal data")


def _program(units: Sequence[UnitFigures]) -> Gate:
    errors = sorted({error for one in units for error in one.errors})
    return _gate("program", not errors, "; ".join(errors) or "程序自身无错误 / no fault of this program")


def canaries_gate(units: Sequence[UnitFigures], told: Sequence[Round]) -> Gate:
    """Our own network worked: the last look at the canaries was answered, and nothing is left that only it hid."""
    hidden = sum(one.hidden for one in units)
    if distrustful([one.trust for one in units]):
        text = (
            "本机不信任任何网站的证书，应是本机的证书库、时钟或代理所致 / no certificate of any site is trusted here: "
            "our own trust store, clock or proxy is at fault"
        )
        return _gate("canaries", False, text)
    if not told:
        return _gate("canaries", not hidden, "未设网络哨点 / no canary was looked at")
    last = told[-1]
    if last.imitated:
        text = (
            f"本机网络在{last.ended}以同一页面冒充各网站作答 / our own network answered for all sites at {last.ended}"
        )
    elif not last.good:
        text = f"本机网络在{last.ended}不通 / our own network was down at {last.ended}"
    else:
        good = sum(one.good for one in told)
        text = f"网络哨点应答{good}次，共{len(told)}次 / the canaries answered {good} of {many(len(told), 'time')}"
    return _gate("canaries", last.good and not hidden, text)


def looks_gate(units: Sequence[UnitFigures], snapshot: Snapshot) -> Gate:
    """The sites did not fall silent all at once since the last quarter, which would rather be our doing than theirs."""
    if snapshot.only or not snapshot.looks_before:
        return _gate("looks", True, "没有可比的上一季度 / there is no quarter before to compare with")
    before = {code: Looks(one["asked"], one["unanswered"]) for code, one in snapshot.looks_before.items()}
    rise = jump({one.code: one.looks for one in units}, before)
    text = f"无应答比例比上季度上升{rise:.1%}（上限{snapshot.most_jump:.0%}）"
    return _gate(
        "looks", rise <= snapshot.most_jump, f"{text} / unanswered looks rose by {rise:.1%} since last quarter"
    )
