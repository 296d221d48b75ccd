"""From a rule file to a rule: checks found by name, parameters validated, combinations built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any as Anything

from pydantic import ValidationError

from inspector import lazy
from inspector.checks import Check
from inspector.errors import Problem
from inspector.model.rule import RuleCard
from inspector.model.unit import ROLES
from inspector.model.words import Words
from inspector.ruleset.files import PackFile, RuleFile
from inspector.ruleset.rules import All, Any, Ask, Not, Rule, Test
from inspector.ruleset.yaml_text import YamlText, problems

_NOTHING = Words("", "")
_SHORT_ID = lazy.pattern(r"^([A-Z]{2,4})-?(\d)$")
"""`GD-5` for `GD-05`."""
Path = Sequence[str | int]


@dataclass(slots=True)
class Binder:
    """Binds the rules of one file; `found` collects what is wrong."""

    file: YamlText
    checks: Mapping[str, Check]
    found: list[Problem] = field(default_factory=list)
    page: str = ""
    """The page of the rule that is being bound."""
    half: bool = False
    """Whether that rule has other faults: what depends on a page that is not known is then not told."""

    def rule(self, pack: PackFile, data: dict[str, Anything], index: int) -> Rule | None:
        """The rule at `index` of the file, or None with its problems collected."""
        at: list[str | int] = ["rules", index]
        self.half = False
        try:
            file = RuleFile.model_validate(data)
        except ValidationError as error:
            self.found += problems(error, self.file, RuleFile, at)
            self.half = True
            self._check_alone(data, at)
            return None
        if not file.id.startswith(pack.pack + "-"):
            self._wrong(
                [*at, "id"], f"{file.id} does not belong to pack {pack.pack}", f"ids here begin with {pack.pack}-"
            )
        if (file.check is None) == (file.question is None):
            self._wrong(at, f"{file.id} needs either a check or a question for a person", "add `check:` or `question:`")
        self.page = file.page
        test = self._test(file.check, [*at, "check"]) if file.check is not None else None
        if test is None and file.check is not None:
            return None
        return _rule(pack, file, test)

    def _check_alone(self, data: dict[str, Anything], at: list[str | int]) -> None:
        """What is wrong with the check of a rule that has other faults: all are told at once."""
        page = str(data.get("page") or "")
        self.page = page if page in ROLES else next(iter(get_close_matches(page, ROLES, 1, 0.5)), "")
        if isinstance(data.get("check"), dict):
            self._test(data["check"], [*at, "check"])

    def _wrong(self, path: Path, what: str, remedy: str = "") -> None:
        self.found.append(Problem(self.file.place(path), what, remedy))

    def _test(self, data: Anything, at: list[str | int]) -> Test | None:
        if not isinstance(data, dict) or not data:
            self._wrong(at, "a check is written as `name: {parameters}`", "e.g. `fact: {name: phone}`")
            return None
        data = dict(data)
        page = str(data.pop("page", ""))
        if page and page not in ROLES:
            self._wrong([*at, "page"], f"there is no page {page!r}", meant(page, ROLES))
        if len(data) != 1:
            self._wrong(at, f"one check at a time, not {', '.join(data)}", "combine checks with all, any or not")
            return None
        name, params = next(iter(data.items()))
        path = [*at, name]
        if name in ("all", "any"):
            parts = [
                self._test(part, [*path, n]) for n, part in enumerate(params if isinstance(params, list) else [None])
            ]
            kept = tuple(part for part in parts if part is not None)
            return None if len(kept) < len(parts) else (All(kept) if name == "all" else Any(kept))
        if name == "not":
            part = self._test(params, path)
            return Not(part) if part is not None else None
        return self._ask(name, params, page, path)

    def _ask(self, name: str, params: Anything, page: str, path: list[str | int]) -> Ask | None:
        check = self.checks.get(name)
        if check is None:
            close = meant(name, self.checks) or "`inspector rules list --checks` shows all of them"
            self._wrong(path, f"there is no check {name!r}", close)
            return None
        try:
            bound = Ask(check, check.params.model_validate({} if params is None else params), page)
        except ValidationError as error:
            self.found += problems(error, self.file, check.params, path)
            return None
        amiss = check.amiss(bound.params, page or self.page) if page or self.page or not self.half else ""
        if amiss:
            self._wrong(path, *amiss.split("; ", 1))
        return bound


def meant(name: str, known: Iterable[str]) -> str:
    """The remedy that names what `name` probably stands for; empty where nothing is close."""
    those = list(known)
    padded = _SHORT_ID.sub(r"\1-0\2", name.upper())
    close = [padded] if padded in those else get_close_matches(name, those, 1, 0.5)
    return f"did you mean {close[0]!r}?" if close else ""


def _rule(pack: PackFile, file: RuleFile, test: Test | None) -> Rule:
    card = RuleCard(
        id=file.id,
        pack=pack.pack,
        title=file.title.words(),
        points=file.points,
        cap=file.cap if file.cap is not None else max(pack.max, file.points),
        severity=file.severity,
        auto=file.auto,
        basis=tuple(text.words() for text in file.basis),
        method=file.method.words(),
        remedy=file.remedy.words(),
        example=file.example.words() if file.example else _NOTHING,
        pages=tuple(role for role in (file.page, *file.also) if role),
        each=file.each,
    )
    return Rule(
        card,
        test,
        page=file.page,
        also=tuple(file.also),
        missing=file.missing,
        supersedes=tuple(file.supersedes),
        types=tuple(file.types),
        features=tuple(file.features),
        say={outcome: text.words() for outcome, text in file.say.items()},
        question=file.question.words() if file.question else None,
        trial=file.trial,
        since=file.since,
        until=file.until,
    )
