"""What a test does without a server or a browser that this machine does not have."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(sentence: str) -> NoReturn:
    """Skip with the sentence; where everything has to be there (`.ci/run` says CI=true), fail with it."""
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)
