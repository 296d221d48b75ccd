"""Only what has the contract's shape reaches a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inspector.errors import StorageError
from inspector.store.result import checked, digest

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


def test_more_keys_than_the_contracts_are_left_alone(result: Make) -> None:
    """The contract may be added to."""
    wide = result()
    wide["units"][0]["grade_held"] = True

    assert checked(wide).units[0].code == "qh-mz"


def test_the_digest_does_not_depend_on_the_order_of_keys(result: Make) -> None:
    """The same result has the same digest; another one has another."""
    one = result()
    turned = dict(reversed(one.items()))

    assert digest(one) == digest(turned)
    assert digest(one) != digest(result("run-2"))
