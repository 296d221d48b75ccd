"""A text handed to the robot of the office's own chat, in the form that WeCom and DingTalk take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import httpx

_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Posted:
    """`refused`: the other side said no. `deferred`: it was not reached. `uncertain`: it may have taken the text."""

    result: Literal["sent", "refused", "deferred", "uncertain"]
    answer: str


def post(address: str, text: str) -> Posted:
    """One POST, redirects not followed. The address is a secret and in no message."""
    body = {"msgtype": "text", "text": {"content": text}}
    try:
        answer = httpx.post(address, json=body, timeout=_TIMEOUT_S, follow_redirects=False)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL, httpx.UnsupportedProtocol) as fault:
        return Posted("deferred", type(fault).__name__)
    except httpx.HTTPError as fault:
        return Posted("uncertain", type(fault).__name__)
    return Posted("sent" if answer.is_success else "refused", str(answer.status_code))
