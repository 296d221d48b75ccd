"""Does the page say several things a reader answers with yes or no?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params, unknown_fact
from inspector.checks.missing import NO_DOUBT, why_doubted
from inspector.facts.reading import Json, Reading
from inspector.model.finding import Answer, Citation


class SaysParams(Params):
    """`name`: the group of yes-or-no facts; `keys`: those that must be yes, with the words people use for them."""

    name: str
    keys: dict[str, tuple[str, str]]


def says(on: On, params: SaysParams) -> list[Answer]:
    """Pass where every key is there; fail naming the missing ones. What stands in hidden text a click may show: a person confirms."""
    group = _group(on.reading, params.name)
    absent = [key for key in params.keys if not _yes(group.get(key))]
    missing = [params.keys[key] for key in absent]
    quotes = [citation for key in params.keys if (citation := _quote(on, group.get(key))) is not None]
    if missing:
        zh, en = "、".join(words[0] for words in missing), ", ".join(words[1] for words in missing)
        why = why_doubted(on, lambda reading: all(_yes(_group(reading, params.name).get(key)) for key in absent))
        return [on.failed(f"缺少：{zh}{why.zh}", f"missing: {en}{why.en}", *quotes, sure=why is NO_DOUBT)]
    return [on.passed("要求的内容均已写明", "everything asked for is said", *quotes)]


def _group(reading: Reading, name: str) -> dict[str, Json]:
    data = reading.data(name)
    return data if isinstance(data, dict) else {}


def _yes(value: object) -> bool:
    return bool(value.get("value")) if isinstance(value, dict) else bool(value)


def _quote(on: On, value: object) -> Citation | None:
    if isinstance(value, dict) and value.get("value") and value.get("quote"):
        return on.cite(str(value["quote"]))
    return None


CHECK = Check("says", SaysParams, says, amiss=lambda params, role: unknown_fact(params.name, role))
