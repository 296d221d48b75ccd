"""What is not wrong with a rules folder, but probably not meant: told by `rules lint`, refused by nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from inspector.errors import Problem
from inspector.ruleset.rules import Rule, Ruleset


def advice(rulesets: Iterable[Ruleset]) -> list[Problem]:
    """What to look at again: the same packs under each profile of the folder.

    Places are ids of rules and packs, and `profiles/NAME.yaml#TYPE` for a sheet; `lint.places` tells where they stand.
    """
    rulesets = list(rulesets)
    found = [one for ruleset in rulesets for one in _sheets(ruleset)]
    used = {id for one in rulesets for unit_type in one.profile.sheets for id in one.profile.judged(unit_type)}
    for pack in rulesets[0].packs if rulesets else ():
        if pack.id not in used:
            found.append(Problem(pack.id, "no profile puts this pack on a sheet", "add it under `sheets:`"))
        for rule in pack.rules:
            found += _rule(rule)
    return found


def _sheets(ruleset: Ruleset) -> Iterator[Problem]:
    profile = ruleset.profile
    for unit_type, sheet in profile.sheets.items():
        total = sum(sheet.packs.values(), Decimal(0))
        if sheet.packs and total != profile.max:
            what = f"the sheet of {unit_type} adds up to {total}, not to {profile.max}"
            remedy = (
                "points are scaled to the whole" if profile.not_applicable == "rescale" else "the rest cannot be lost"
            )
            yield Problem(f"profiles/{profile.id}.yaml#{unit_type}", what, remedy)
    least = [grade.least for grade in profile.grades]
    if len(set(least)) < len(least):
        yield Problem(f"profiles/{profile.id}.yaml", "two grades begin at the same value", "the first one is taken")


def _rule(rule: Rule) -> Iterator[Problem]:
    card = rule.card
    if not card.points and card.severity not in ("veto?", "advice") and not rule.trial and rule.test is not None:
        yield Problem(rule.id, "a fail costs nothing", "give it points, or `severity: advice`, or `trial: true`")
    if card.points and card.severity == "advice":
        yield Problem(
            rule.id, f"an advice that costs {card.points} points is none", "take the points or the severity away"
        )
    if rule.question is not None and card.auto == "A":
        yield Problem(rule.id, "a question for a person is not decided by the machine", "write `auto: C`")
    if not card.basis:
        yield Problem(rule.id, "it rests on no law or document", "say in `basis:` what it rests on")
