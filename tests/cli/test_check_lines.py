"""What `inspector check` prints of findings."""

from __future__ import annotations

import pytest

from inspector.cli.results import issues


def test_what_waits_for_a_person_is_not_told_as_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """A proposed fault says so; a decided one and what was not seen do not."""
    told = [
        ("GD-02", "fail", False),
        ("GD-05", "fail", True),
        ("GD-07", "undetermined", False),
        ("GD-09", "pass", True),
    ]
    findings = [
        {"rule": rule, "outcome": out, "confirmed": sure, "message": {"zh": "说明"}} for rule, out, sure in told
    ]

    issues({"units": [{"findings": findings}]}, None)

    lines = capsys.readouterr().out.splitlines()
    assert ["待确认" in line for line in lines] == [True, False, False]
