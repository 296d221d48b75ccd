"""Only what has the contract's shape reaches a table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from inspector.errors import StorageError
from inspector.store.result import checked, units

Make = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("schema",), "inspector.result/2", "schema"),
        (("run", "id"), "../run", "run.id"),
        (("run", "quarter"), "Q4", "run.quarter"),
        (("run", "as_of"), "yesterday", "run.as_of"),
        (("run", "complete"), "yes", "run.complete"),
        (("units", 0, "code"), 5, "units.0.code"),
        (("units", 0, "type"), "bureau", "units.0.type"),
        (("units", 0, "score", "value"), "97.9", "units.0.score.value"),
        (("units", 0, "score", "value"), True, "units.0.score.value"),
        (("units", 0, "score", "value"), float("nan"), "units.0.score.value"),
        (("units", 0, "score", "coverage"), 1.1, "units.0.score.coverage"),
        (("units", 0, "score", "veto"), "maybe", "units.0.score.veto"),
        (("units", 0, "score", "value"), 98, "the ledger of qh-mz comes to 97.9"),
        (("units", 0, "findings", 0, "outcome"), "bad", "units.0.findings.0.outcome"),
        (("units", 0, "findings", 0, "confirmed"), 1, "units.0.findings.0.confirmed"),
        (("units", 0, "findings", 0, "message"), None, "units.0.findings.0.message"),
    ],
)
def test_what_has_another_shape_is_refused(result: Make, path: tuple[str | int, ...], value: object, said: str) -> None:
    """The sentence names the place."""
    wrong: Any = result()
    inner = wrong
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value

    with pytest.raises(StorageError) as caught:
        checked(wrong)

    assert said in str(caught.value)


@pytest.mark.parametrize("wrong", [5, "units", {"code": "qh-mz"}, None])
def test_units_that_are_no_list_are_refused(result: Make, wrong: object) -> None:
    """Whatever stands there, or nothing."""
    given = {**result(), "units": wrong}
    if wrong is None:
        del given["units"]

    with pytest.raises(StorageError, match="units"):
        checked(given)


def test_all_that_is_wrong_is_told_at_once(result: Make) -> None:
    """Of the head and of every unit."""
    wrong = result()
    wrong["run"]["quarter"] = "Q4"
    wrong["units"] += [{**wrong["units"][0], "type": "bureau"}, "no unit"]

    with pytest.raises(StorageError) as caught:
        checked(wrong)

    assert all(place in str(caught.value) for place in ("run.quarter", "units.1.type", "units.2"))


def test_more_keys_than_the_contracts_are_left_alone(result: Make) -> None:
    """The contract may be added to."""
    wide = result()
    wide["units"][0]["grade_held"] = True

    assert [unit.code for unit in units(wide)] == ["qh-mz"]
    assert checked(wide).run.id == "run-1"


def test_the_digest_does_not_depend_on_the_order_of_keys(result: Make) -> None:
    """The same result has the same digest; another one has another."""
    one = result()
    turned = dict(reversed(one.items()))

    assert checked(one).digest == checked(turned).digest
    assert (
        checked(one).digest
        == hashlib.sha256(
            json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        ).hexdigest()
    )
    assert checked(one).digest != checked(result("run-2")).digest
