"""What each rule says of a fixture that must pass and of one that must fail: the examples of the rule handbook.

Judging all fixtures takes seconds, so what came out is remembered under a digest of the rule's text and its fixtures: first
beside the fixtures (`rules/tests/examples.json`, made by `python -m inspector.pipeline.ruleset.examples rules`), then in the workspace's
data folder. What was changed since is judged again; nothing remembered outlives the text it came from.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inspector import __version__, lazy
from inspector.judge.fixtures import FixtureResult, run_fixture
from inspector.model.words import Words
from inspector.pipeline.files import write_whole
from inspector.pipeline.ruleset.rulebook import all_checks, read_texts
from inspector.report.inspection import Example
from inspector.ruleset import Ruleset, load

SHIPPED = Path("tests", "examples.json")
_KINDS = ("pass", "fail")
_QUOTE, _MESSAGE = 80, {"zh": 90, "en": 140}
_RULE = lazy.pattern(r"^\s*-\s+(?:\{\s*)?id:\s*[\"']?([A-Z]+-\d+)", re.MULTILINE)

Memo = dict[str, dict[str, Any]]


def examples(rules: Path, texts: Mapping[str, str], ruleset: Ruleset, memo: Path) -> dict[str, tuple[Example, ...]]:
    """The examples of every rule of `ruleset` that has fixtures below `rules`; `memo` is the file that remembers them."""
    known = {**_read(rules / SHIPPED), **_read(memo)}
    own = _rule_texts(texts)
    whole = "".join(text for path, text in sorted(texts.items()) if "/" not in path)
    now = {rule.id: _entry(rule.id, rules, own.get(rule.id, whole), ruleset, known) for rule in ruleset.rules}
    if any(known.get(rule) != entry for rule, entry in now.items()):
        write_whole(memo, _text(now))
    return {rule: tuple(_example(one) for one in entry["examples"]) for rule, entry in now.items()}


def _entry(rule: str, rules: Path, text: str, ruleset: Ruleset, known: Memo) -> dict[str, Any]:
    folder = rules / "tests" / rule
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    digest = _digest(text, files)
    remembered = known.get(rule)
    if remembered is not None and remembered.get("digest") == digest:
        return remembered
    return {"digest": digest, "examples": [one for kind in _KINDS for one in _judged(rule, kind, files, ruleset)]}


def _judged(rule: str, kind: str, files: Mapping[str, bytes], ruleset: Ruleset) -> Iterator[dict[str, str]]:
    """One fixture of `kind`, the first by name."""
    names = [name for name in files if name.startswith(f"{kind}-") and not name.endswith(".yaml")]
    for name in sorted(names)[:1]:
        result = run_fixture(rule, name, files, ruleset)
        if result.ok:
            yield _told(kind, result)


def _told(kind: str, result: FixtureResult) -> dict[str, str]:
    decisive = next(finding for finding in result.findings if finding.outcome == result.got)
    quote = next((cited.quote for cited in decisive.evidence if cited.quote), "")
    said = {key: _short(text, _MESSAGE[key]) for key, text in decisive.message.json().items()}
    return {"outcome": kind, "name": result.name, **said, "quote": _short(quote, _QUOTE)}


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _example(one: Mapping[str, str]) -> Example:
    return Example(one["outcome"], one["name"], Words(one["zh"], one["en"]), one["quote"])


def _rule_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """Rule id -> the lines of its file from where it begins to where the next one does."""
    found: dict[str, str] = {}
    for path, text in texts.items():
        if "/" not in path:
            starts = list(_RULE.finditer(text))
            ends = [*(start.start() for start in starts[1:]), len(text)]
            found |= {start[1]: text[start.start() : end].strip() for start, end in zip(starts, ends, strict=False)}
    return found


def _digest(text: str, files: Mapping[str, bytes]) -> str:
    sums = [hashlib.sha256(part).hexdigest() for part in (text.encode(), *files.values())]
    return hashlib.sha256("\n".join([__version__, *files, *sums]).encode()).hexdigest()[:16]


def _read(path: Path) -> Memo:
    """What is remembered; nothing where the file is missing or is no memo."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {rule: entry for rule, entry in found.items() if isinstance(entry["examples"], list)}
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return {}


def _text(memo: Memo) -> str:
    return json.dumps(memo, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(folder: Path, profile: str = "beijing-district") -> None:
    """Remember the examples of a rules folder beside its fixtures."""
    texts = read_texts(folder)
    (folder / SHIPPED).unlink(missing_ok=True)
    examples(folder, texts, load(texts, profile, all_checks()), folder / SHIPPED)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
