"""What tests of several rooms share."""

import os
import sys
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings
from postgres_server import postgres

__all__ = ["postgres"]

# Hundreds of processes are started by tests: each would compile the whole program again where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is no defect, and a run that fails fails for everybody: the same examples each time, for as long as they take.
settings.register_profile("inspector", deadline=None, derandomize=True)
settings.load_profile("inspector")


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """What a test of hostile text left in its log goes from process to process as text that can be sent."""
    return _sendable((yield))


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {name: _sendable(one) for name, one in value.items()}
    return type(value)(map(_sendable, value)) if isinstance(value, list | tuple) else value
