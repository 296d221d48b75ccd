"""One unit's score. A pure function of its findings, the profile and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from inspector.model.finding import Entry, Finding, PackScore, Ruled, Score
from inspector.model.words import Words
from inspector.ruleset import Ruleset, TypeSheet
from inspector.ruleset.profile import Veto
from inspector.score.books import CENT, Deduction, book, inherited, left, spread, with_heirs

_ZERO = Decimal(0)
_BELOW_ZERO = Words("得分不低于0分", "a value never goes under 0")
_VETOED = Words("单项否决已确认，得分以{cap}分为限", "a veto is confirmed: the value is at most {cap}")
_BONUS = Words("加分项（基础得分超过{gate}分后计入）", "bonus, counted because the value exceeds {gate}")
_NAMES = {
    "pass": Words("合格", "passed"),
    "fail": Words("不合格", "failed"),
    "undetermined": Words("未能判定", "undetermined"),
    "not_applicable": Words("不适用", "not applicable"),
    "manual": Words("需人工核验", "for a person"),
    "waived": Words("豁免", "waived"),
}
_DECIDED = ("pass", "fail", "waived")


def score(findings: Iterable[Finding], unit_type: str, ruleset: Ruleset) -> Score:
    """The score of a unit of `unit_type`. 100 (the sheet's maximum) and the ledger sum to `value` exactly."""
    findings = tuple(findings)
    sheet = ruleset.profile.sheet(unit_type)
    certain = [_deduction(f, ruleset) for f in findings if f.outcome == "fail" and f.confirmed]
    doubtful = [
        _doubt(f, ruleset) for f in findings if f.outcome == "undetermined" or (f.outcome == "fail" and not f.confirmed)
    ]
    judged = tuple(f for f in findings if f.pack not in sheet.apart and not _on_trial(f, ruleset))
    veto = _veto(judged)
    vetoes = [ruleset.profile.veto.of(rule) for rule in _vetoing(judged)]
    entries = _entries(certain, findings, sheet, ruleset, vetoes)
    against = [ruleset.profile.veto.of(rule) for rule in _worst_vetoes(judged)]
    worst = _entries(certain + doubtful, findings, sheet, ruleset, against)
    whole = ruleset.profile.max
    value, floor = (whole + sum((entry.points for entry in one), _ZERO) for one in (entries, worst))
    return Score(
        value=value,
        floor=min(floor, value),
        max=whole,
        grade=ruleset.profile.grade(Decimal(0) if any(one.effect == "fail" for one in vetoes) else value),
        veto=veto,
        coverage=_coverage(findings),
        grade_held=veto == "proposed",
        packs=(
            *(_pack(id, cap, entries, findings) for id, cap in _maxima(sheet, findings, ruleset).items()),
            *(_apart(id, cap, certain, findings, ruleset) for id, cap in sheet.apart.items() if _applies(id, findings)),
        ),
        ledger=tuple(entries),
    )


def _entries(
    deductions: list[Deduction],
    findings: tuple[Finding, ...],
    sheet: TypeSheet,
    ruleset: Ruleset,
    vetoes: Sequence[Veto],
) -> list[Entry]:
    profile = ruleset.profile
    inside = {pack: cap for pack, cap in sheet.packs.items() if _applies(pack, findings)}
    entries = book(deductions, inside, ruleset)
    gone = {pack: cap for pack, cap in sheet.packs.items() if pack not in inside}
    entries += inherited(entries, inside, gone, profile.heirs)
    inside = with_heirs(inside, gone, profile.heirs)
    if profile.not_applicable == "rescale":
        entries += spread(entries, sum(inside.values(), _ZERO), profile.max)
    entries += book(deductions, sheet.outside, ruleset)
    entries += _bonus(entries, findings, ruleset)
    entries += [_ruled(f, f.ruled, ruleset) for f in findings if f.ruled is not None and f.original is not None]
    caps = [one.cap for one in vetoes if one.effect == "cap"]
    return entries + _limits(entries, profile.max, min(caps, default=None))


def _limits(entries: list[Entry], whole: Decimal, cap: Decimal | None) -> list[Entry]:
    value = whole + sum((entry.points for entry in entries), _ZERO)
    if value < 0:
        return [Entry("", "", "", -value, _BELOW_ZERO)]
    if cap is not None and value > cap:
        return [Entry("", "", "", cap - value, _VETOED.fill(cap=cap))]
    return []


def _bonus(entries: list[Entry], findings: tuple[Finding, ...], ruleset: Ruleset) -> list[Entry]:
    value = ruleset.profile.max + sum((entry.points for entry in entries), _ZERO)
    result = []
    for bonus in ruleset.profile.bonus:
        earned = {f.rule for f in findings if f.pack == bonus.pack and f.outcome == "pass"}
        points = sum((rule.card.points for rule in ruleset.rules if rule.id in earned and not rule.trial), _ZERO)
        if value > bonus.gate and points:
            result.append(Entry(bonus.pack, "", "", min(points, bonus.max), _BONUS.fill(gate=bonus.gate)))
    return result


def _ruled(finding: Finding, ruled: Ruled, ruleset: Ruleset) -> Entry:
    """A line of 0 points for an outcome that a person replaced: what was judged first stays in the ledger."""
    rule = ruleset.rule(finding.rule)
    title = rule.card.title if rule is not None else finding.message
    old, new, said = _NAMES[finding.original or "fail"], _NAMES[finding.outcome], ruled.ruling
    return Entry(
        finding.pack,
        finding.rule,
        finding.id,
        _ZERO,
        Words(
            f"{title.zh}：人工裁定为{new.zh}，原判{old.zh}（{ruled.points}分）；{said.authority}，{said.basis}",
            f"{title.en}: ruled {new.en}, first judged {old.en} ({ruled.points}); {said.authority}, {said.basis}",
        ),
    )


def is_bonus(entry: Entry, ruleset: Ruleset) -> bool:
    """Whether a line of the ledger is a bonus (and not, say, what a cap gives back)."""
    return any(
        entry.pack == bonus.pack and entry.reason == _BONUS.fill(gate=bonus.gate) for bonus in ruleset.profile.bonus
    )


def _deduction(finding: Finding, ruleset: Ruleset) -> Deduction:
    rule = ruleset.rule(finding.rule)
    title = rule.card.title if rule is not None else finding.message
    if finding.times:
        title = Words(
            f"{title.zh}（连续第{finding.times + 1}季度）", f"{title.en} (quarter {finding.times + 1} in a row)"
        )
    return Deduction(finding.pack, finding.rule, finding.id, -finding.points, title)


def _doubt(finding: Finding, ruleset: Ruleset) -> Deduction:
    rule = ruleset.rule(finding.rule)
    most = rule.card.points if rule is not None and not rule.trial else _ZERO
    points = -finding.points if finding.outcome == "fail" else most
    return Deduction(finding.pack, finding.rule, finding.id, points, finding.message)


def _applies(pack: str, findings: tuple[Finding, ...]) -> bool:
    mine = [f for f in findings if f.pack == pack]
    return any(f.outcome != "not_applicable" or f.reason.startswith("superseded:") for f in mine)


def _maxima(sheet: TypeSheet, findings: tuple[Finding, ...], ruleset: Ruleset) -> dict[str, Decimal]:
    """The points each pack counts, with what heirs take over."""
    inside = {pack: cap for pack, cap in sheet.packs.items() if _applies(pack, findings)}
    gone = {pack: cap for pack, cap in sheet.packs.items() if pack not in inside}
    grown = with_heirs(inside, gone, ruleset.profile.heirs)
    rounded = {pack: points.quantize(CENT, ROUND_HALF_UP) for pack, points in grown.items() if points != inside[pack]}
    return {**sheet.packs, **rounded, **sheet.outside}


def _pack(id: str, cap: Decimal, entries: list[Entry], findings: tuple[Finding, ...]) -> PackScore:
    return PackScore(id, cap, left(entries, id, cap), _applies(id, findings))


def _apart(
    id: str, cap: Decimal, certain: list[Deduction], findings: tuple[Finding, ...], ruleset: Ruleset
) -> PackScore:
    """A pack with a score of its own: what is certain deducts from its points, and a veto is its own too."""
    mine = tuple(f for f in findings if f.pack == id and not _on_trial(f, ruleset))
    points, veto = left(book(certain, {id: cap}, ruleset), id, cap), _veto(mine)
    for one in (ruleset.profile.veto.of(rule) for rule in _vetoing(mine)):
        points = _ZERO if one.effect == "fail" else min(points, one.cap)
    return PackScore(id, cap, points, apart=True, veto=veto)


def _veto(findings: tuple[Finding, ...]) -> Literal["confirmed", "proposed"] | None:
    if _vetoing(findings):
        return "confirmed"
    return "proposed" if any(f.severity == "veto?" and f.outcome == "fail" for f in findings) else None


def _vetoing(findings: tuple[Finding, ...]) -> list[str]:
    """The rules whose veto a person confirmed."""
    hits = [f for f in findings if f.severity == "veto?" and f.outcome == "fail"]
    return list(dict.fromkeys(f.rule for f in hits if f.ruling in ("confirmed", "fail")))


def _on_trial(finding: Finding, ruleset: Ruleset) -> bool:
    rule = ruleset.rule(finding.rule)
    return rule is not None and rule.trial


def _worst_vetoes(findings: tuple[Finding, ...]) -> list[str]:
    """The rules of all vetoes, if every doubt went against the unit."""
    return list(
        dict.fromkeys(f.rule for f in findings if f.severity == "veto?" and f.outcome in ("fail", "undetermined"))
    )


def _coverage(findings: tuple[Finding, ...]) -> Decimal:
    undecided = {f.rule for f in findings if f.outcome == "undetermined"}
    decided = {f.rule for f in findings if f.outcome in _DECIDED} - undecided
    judged = len(decided) + len(undecided)
    return (Decimal(len(decided)) / judged).quantize(CENT, ROUND_HALF_UP) if judged else _ZERO
