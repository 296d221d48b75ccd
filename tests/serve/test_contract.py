"""The API keeps to its own description, whatever it is asked."""

from __future__ import annotations

import httpx
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case


def test_every_answer_is_one_that_was_promised(client: httpx.Client) -> None:
    """Generated requests, right and wrong ones: never a fault of ours, never a shape that is not described."""
    schema = schemathesis.openapi.from_url(f"{client.base_url}/openapi.json")
    asked = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def keeps_its_word(case: Case) -> None:
            case.call_and_validate()

        keeps_its_word()
        asked.append(operation.label)

    assert len(asked) == len(client.get("/openapi.json").json()["paths"])
