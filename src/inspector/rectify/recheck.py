"""What a second look says of an issue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

Verdict = Literal["pass", "fail", "unseen"]


def verdict(
    id: str, rule: str, findings: Sequence[Mapping[str, Any]], known: Collection[str] = ()
) -> tuple[Verdict, Mapping[str, Any]]:
    """The verdict on issue `id` and the finding it rests on, from the findings of the unit in a new result.

    Only a pass closes. A subject that is gone has passed where its rule passes on what is there now and nothing of the rule
    was left unseen; but where the rule fails on a subject that is not among the `known` issues, the fault may only have moved.
    That, and what became not applicable (or is superseded by a graver fault), is for a person to decide.
    """
    mine = next((one for one in findings if one["id"] == id), None)
    if mine is not None:
        outcome = mine["outcome"]
        return (outcome if outcome in ("pass", "fail") else "unseen"), mine
    same = [one for one in findings if one["rule"] == rule]
    passed = [one for one in same if one["outcome"] == "pass"]
    moved = any(one["outcome"] == "fail" and one["id"] not in known for one in same)
    if passed and not moved and all(one["outcome"] in ("pass", "fail") for one in same):
        return "pass", passed[0]
    return "unseen", same[0] if same else {}
