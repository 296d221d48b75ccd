"""A district's own points for rules that others wrote: the profile says what is different, the rule files stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from inspector.errors import Problem
from inspector.ruleset.bind import meant
from inspector.ruleset.files import ProfileFile, TailorFile
from inspector.ruleset.references import Placed
from inspector.ruleset.rules import Pack, Rule
from inspector.ruleset.yaml_text import YamlText

_Value = TypeVar("_Value")


def tailored(packs: Iterable[Pack], rules: Mapping[str, TailorFile]) -> tuple[Pack, ...]:
    """The packs with what the profile says of single rules; a rule that is left out is in none of them."""
    return tuple(
        Pack(
            pack.card,
            tuple(
                _rule(rule, rules[rule.id]) if rule.id in rules else rule for rule in pack.rules if _kept(rule, rules)
            ),
        )
        for pack in packs
    )


def misfits(packs: Iterable[Placed], profile: tuple[YamlText, ProfileFile], whole: bool) -> Iterator[Problem]:
    """Rules that a profile speaks of and that are not there, and points that exceed their own cap.

    `whole`: every pack file could be read, so that what is not named is really not there.
    """
    file, told = profile
    known = {rule.id: rule for one in packs for rule in one.pack.rules}
    named = [("rules", id) for id in told.rules] + [("veto", id) for id in told.veto.rules]
    for part, id in named:
        if id not in known and whole:
            path = ["rules", id] if part == "rules" else ["veto", "rules", id]
            yield Problem(file.place(path), f"this profile speaks of {id}, which is not there", meant(id, known))
    for id, change in told.rules.items():
        if id in known and not change.leave_out:
            card = _rule(known[id], change).card
            if card.cap < card.points:
                what = f"a cap of {card.cap} is less than the {card.points} points of one finding"
                yield Problem(file.place(["rules", id]), what, "raise the cap or lower the points")
    for id, veto in told.veto.rules.items():
        severity = told.rules[id].severity if id in told.rules else None
        if id in known and (severity or known[id].card.severity) != "veto?":
            what = f"{id} is no veto, so that it never has this effect ({veto.effect})"
            yield Problem(
                file.place(["veto", "rules", id]), what, f'`rules: {{{id}: {{severity: "veto?"}}}}` makes it one'
            )


def _kept(rule: Rule, rules: Mapping[str, TailorFile]) -> bool:
    return rule.id not in rules or not rules[rule.id].leave_out


def _rule(rule: Rule, change: TailorFile) -> Rule:
    card = rule.card
    points = _or(change.points, card.points)
    cap = card.cap if change.points is None or card.cap > points else points
    card = replace(
        card,
        points=points,
        each=_or(change.each, card.each if change.points is None else None),
        cap=_or(change.cap, cap),
        severity=_or(change.severity, card.severity),
        auto=_or(change.auto, card.auto),
    )
    return replace(
        rule,
        card=card,
        trial=_or(change.trial, rule.trial),
        since=_or(change.since, rule.since),
        until=_or(change.until, rule.until),
    )


def _or(said: _Value | None, else_: _Value) -> _Value:
    return else_ if said is None else said
