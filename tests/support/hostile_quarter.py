"""The invented quarter with an attack for every word: whatever a page, a clerk, a rule or a setting says, says something that would act."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from invented_quarter import ATTACKS, ID_NUMBER, MOBILE, PACKS, RULES, invented_captures, invented_inspection

from inspector.model.capture import Capture
from inspector.model.release import Release
from inspector.model.words import Words
from inspector.report.inspection import Example, Inspection

WORDS = (
    *ATTACKS,
    "'-alert(1)-'",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>点</a>",
    "--><script>alert(1)</script><!--",
    "]]></textarea><iframe src=https://evil.example.com/>",
    "&lt;img src=x onerror=alert(1)&gt; &#60;b&#62;",
    "{n|<b>|<i>} {t} {{ title }}",
    "\u2028\u2029</title></head><body onload=alert(1)>",
)
_KEPT = frozenset(
    (
        "schema",
        "veto",
        "outcome",
        "rule",
        "pack",
        "id",
        "finding",
        "quarter",
        "url",
        "final_url",
        "sha256",
        "original",
        "started",
        "finished",
        "at",
        "as_of",
    )
)
"""Keys whose values the program itself gives: what is not among them may be said by anybody."""
_PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def hostile_inspection() -> Inspection:
    """The whole quarter, attacked."""
    plain = invented_inspection()
    words = (WORDS[n % len(WORDS)] for n in count())
    result = _attacked(plain.result, words)
    for unit, code in zip(result["units"], (unit["code"] for unit in plain.result["units"]), strict=True):
        unit["code"] = code
        unit["pages"] = [_page(attack) for attack in WORDS]
        unit["alarms"] = [{"role": attack, "message": {"zh": attack, "en": attack}} for attack in WORDS]
        for place in (place for finding in unit["findings"][::3] for place in finding["evidence"]):
            place["final_url"] = next(words)
        for finding in unit["findings"]:
            finding["ruled"] = {"authority": next(words), "basis": next(words), "from": "2026-11-01", "to": ""}
    run = {**result["run"], "id": plain.result["run"]["id"]}
    released = Release(
        run["quarter"], "2026-12-01T09:00:00+08:00", next(words), next(words), next(words), {run["id"]: ""}, ("looks",)
    )
    return replace(
        plain,
        result={**result, "run": run},
        rules={id: replace(card, **_card(words)) for id, card in RULES.items()},
        packs={id: replace(card, title=_words(words), about=_words(words)) for id, card in PACKS.items()},
        captures=hostile_captures,
        examples={id: (Example("fail", next(words), _words(words), next(words)),) for id in RULES},
        since={"QH004": {"value": 60, "floor": 50, "veto": None, "grade": next(words), "grade_en": next(words)}},
        released=released,
        office=next(words),
        answer_to=next(words),
        district=next(words),
    )


def hostile_captures(code: str) -> Iterable[Capture]:
    """The invented pages, with a picture each; nothing personal is on them, so that the picture is shown."""
    for capture in invented_captures(code):
        body = capture.body.decode().replace(ID_NUMBER, "某").replace(MOBILE, "某")
        yield replace(capture, body=body.encode(), picture=_PNG)


def _page(attack: str) -> Mapping[str, Any]:
    told = {"zh": attack, "en": attack}
    return {"role": attack, "url": attack, "final_url": "", "how": attack, "state": attack, "reasons": [told]}


def _card(words: Any) -> Mapping[str, Any]:
    said = {name: _words(words) for name in ("title", "method", "remedy", "example")}
    return {**said, "basis": (_words(words),), "pages": (next(words), "guide")}


def _words(words: Any) -> Words:
    return Words(next(words), next(words))


def _attacked(value: Any, words: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _attacked(one, words, name) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_attacked(one, words, key) for one in value]
    return next(words) if isinstance(value, str) and key not in _KEPT else value
