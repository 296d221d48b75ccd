"""Does the page say several things a reader answers with yes or no?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params, unknown_fact
from inspector.model.finding import Answer, Citation


class SaysParams(Params):
    """`name`: the group of yes-or-no facts; `keys`: those that must be yes, with the words people use for them."""

    name: str
    keys: dict[str, tuple[str, str]]


def says(on: On, params: SaysParams) -> list[Answer]:
    """Pass where every key is there; fail naming the missing ones."""
    data = on.reading.data(params.name)
    group = data if isinstance(data, dict) else {}
    missing = [words for key, words in params.keys.items() if not _yes(group.get(key))]
    quotes = [citation for key in params.keys if (citation := _quote(on, group.get(key))) is not None]
    if missing:
        zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
        return [on.failed(f"缺少：{zh}", f"missing: {en}", *quotes)]
    return [on.passed("要求的内容均已写明", "everything asked for is said", *quotes)]


def _yes(value: object) -> bool:
    return bool(value.get("value")) if isinstance(value, dict) else bool(value)


def _quote(on: On, value: object) -> Citation | None:
    if isinstance(value, dict) and value.get("value") and value.get("quote"):
        return on.cite(str(value["quote"]))
    return None


CHECK = Check("says", SaysParams, says, amiss=lambda params, role: unknown_fact(params.name, role))
