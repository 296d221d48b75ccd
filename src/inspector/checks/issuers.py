"""Whose a document or a contact is: what another body issued, and the unit merely shows, binds its maker (Art. 10)."""

from __future__ import annotations

from inspector import lazy
from inspector.checks.case import On
from inspector.facts.document import norm
from inspector.facts.reading import Reading
from inspector.survey.unit_names import is_named

_ISSUED = lazy.pattern(
    r"^(?P<body>[\u4e00-\u9fff·、()]{2,60}?(?:部|委员会|局|委|办公厅|办公室|政府|国务院|厅|署|总队|法院|检察院|中心|集团))"
    r"(?:关于|印发|转发|令|公告|通告|的?通知)"
)
_BODY = lazy.pattern(r"(?:部|委员会|局|委|办公厅|办公室|政府|国务院|厅|署|处|街道|镇|乡|中心)$")


def of_another(on: On, reading: Reading) -> bool:
    """Whether an article is a document of another body: so its title begins, or so it names who issued it."""
    title = reading.one("title")
    named = _ISSUED.match(norm(str(title.value))) if title is not None else None
    if named:
        return not is_named(on.case.unit, named["body"])
    issuer = reading.one("issuer")
    body = norm(str(issuer.value)) if issuer is not None and issuer.value else ""
    return bool(_BODY.search(body)) and not is_named(on.case.unit, body)


_NAMED = lazy.pattern(
    r"(?<![\u4e00-\u9fff])(?![^局委府]{0,4}[本我各该])"
    r"[\u4e00-\u9fff]{2,20}?(?<![到向由交在至给赴于我本])(?:局|委员会|人民政府|办公厅|街道办事处|法院|检察院)"
)


_SHORTEST = 3
"""Signs of a body's name behind that of its place."""


def is_of_another(on: On, text: str) -> bool:
    """Whether words that stand on the unit's page begin with the name of another body and never name the unit."""
    said = norm(text)
    named = _NAMED.search(said)
    return named is not None and not is_named(on.case.unit, said) and not _short_of(named[0], on.case.unit.name)


def _short_of(named: str, name: str) -> bool:
    """Whether words end with a unit's name as its own county says it: `由县水利局` of 通江县水利局."""
    return any(name.endswith(named[place:]) for place, sign in enumerate(named[:-_SHORTEST]) if sign in "区县市州旗")
