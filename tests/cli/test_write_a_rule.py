"""The tutorial for officials: every command in it is run, in both languages' order, in a workspace with a run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Place
from doc_pages import RUN, fences

from inspector.pipeline.ruleset.rulebook import bundled_rules

HOW_TO = Path(__file__).parents[2] / "docs/how-to"


def _blocks(name: str) -> list[tuple[str, str]]:
    return [one for one in fences((HOW_TO / name).read_text(encoding="utf-8")) if one[0] in RUN]


def test_both_languages_show_the_same_commands() -> None:
    """What works for one reader works for the other."""
    assert _blocks("write-a-rule.md") == _blocks("write-a-rule.zh.md")


@pytest.mark.slow
def test_the_tutorial_works_from_the_first_command_to_the_last(inspected: Place, tmp_path: Path) -> None:
    """The tricky page is judged wrongly until the rule is mended, as the text says; the difference is told on a real run."""
    workspace = tmp_path / "w"
    shutil.copytree(inspected.folder, workspace)
    shutil.rmtree(workspace / "rules")
    shutil.copytree(
        bundled_rules(), workspace / "rules", ignore=lambda _, names: [n for n in names if re.match(r"[A-Z]{2}-\d", n)]
    )
    (workspace / "rules/tests").mkdir(exist_ok=True)
    said = []
    for kind, commands in _blocks("write-a-rule.md"):
        done = subprocess.run(
            ["bash", "-e", "-c", commands],
            cwd=workspace,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "COLUMNS": "100"},
            check=False,
        )
        expected = 2 if commands.startswith("inspector rules test LC-01\n") else 0
        assert done.returncode == expected, (commands, done.stdout, done.stderr)
        said.append((kind, done.stdout, done.stderr))
    text = "\n".join(out + err for _, out, err in said)
    assert "tricky-only-mentioned.html: expected fail, got pass" in text
    assert "└ pass: 已写明微信公众号名称" in text
    assert "▶    3 │ 微信公众号：清河民政" in text
    assert "5 of 5 fixtures as expected" in text
    assert "LC-01 新出现 appears 3" in text
    assert "空白 gap" in text
