"""A rules folder of one rule, for tests that need a rule of their own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from inspector.pipeline.ruleset.rulebook import bundled_rules

PROFILE = "id: small\ntitle: {zh: 小, en: small}\nsheets:\n  department: {packs: {XX: 100}}\ngrades: [{least: 0, zh: 无, en: none}]\n"
HEAD = "pack: XX\ntitle: {zh: 甲, en: a}\nabout: {zh: 甲, en: a}\nmax: 100\nrules:\n"


def rule(check: str, id: str = "XX-01", **more: str) -> str:
    """One rule in YAML; `check` is written as in a file (`{opens: {}}`), `more` are further keys."""
    lines = {"title": "{zh: 甲, en: a}", "page": "guide", "check": check, "points": "2", "severity": "S2", "auto": "A"}
    lines |= {"basis": "[{zh: 条例, en: law}]", "method": "{zh: 看, en: look}", "remedy": "{zh: 补, en: add}"}
    return f"  - id: {id}\n" + "".join(f"    {key}: {value}\n" for key, value in {**lines, **more}.items())


def texts(*rules: str, profile: str = PROFILE, **more: str) -> dict[str, str]:
    """The texts of a rules folder with these rules; `more` are further files by name."""
    return {"x.yaml": HEAD + "".join(rules), "profiles/small.yaml": profile, **more}


def few_rules(folder: Path) -> None:
    """The bundled guide pack under a profile that names only packs there are: quick, and whole whatever else is written."""
    shutil.rmtree(folder)
    (folder / "profiles").mkdir(parents=True)
    guide = (bundled_rules() / "guide.yaml").read_text(encoding="utf-8")
    (folder / "guide.yaml").write_text(guide.replace(", OL]", "]"), encoding="utf-8")
    shutil.copytree(bundled_rules() / "calendar", folder / "calendar")
    for proof in (bundled_rules() / "tests").glob("GD-*"):
        shutil.copytree(proof, folder / "tests" / proof.name)
    text = (bundled_rules() / "profiles/beijing-district.yaml").read_text(encoding="utf-8")
    text = re.sub(r"packs: \{[^}]*\}", "packs: {GD: 100}", text)
    text = re.sub(r", (outside|apart): \{[^}]*\}", "", text)
    (folder / "profiles/beijing-district.yaml").write_text(text, encoding="utf-8")
