"""Ports and addresses of loopback that no other process of tests takes meanwhile."""

from __future__ import annotations

import itertools
import os
import socket

_FIRST, _MANY = 10_000, 20_000
"""Below those that the system gives to whoever connects: one of these would be gone again before a slow server has begun to listen."""
_numbers = itertools.count(os.getpid() * 97)


def free_port() -> int:
    """A port that nobody listens on, at any address; the next call gives another one."""
    for number in _numbers:
        port = _FIRST + number % _MANY
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port
    raise AssertionError("unreachable")


def own_address(net: int) -> str:
    """An address in 127.`net`.0.0/16 that is this process's own."""
    return f"127.{net}.{os.getpid() // 250 % 250}.{os.getpid() % 250 + 1}"
