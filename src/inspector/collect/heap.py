"""The heap of the C library: what large pages leave behind in it goes back to the system, where that can be asked for."""

from __future__ import annotations

import ctypes
import sys
from functools import cache

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Names of settings in glibc's malloc.h."""
_KEPT, _ALONE = 16 * 1024 * 1024, 1024 * 1024
"""Bytes that are kept free for the next page, and bytes from which a piece lies by itself and goes back at once."""


def tighten() -> None:
    """From now on, in this process and its forks: one heap for all threads, and no large pieces in it.

    By itself glibc begins a heap for each thread, and puts ever larger pieces there: half of what a process held of dense pages
    was free and not given back.
    """
    if (libc := _glibc()) is not None:
        for name, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _ALONE), (_TRIM_THRESHOLD, _KEPT)):
            libc.mallopt(name, value)


def give_back() -> None:
    """All that is free goes back to the system."""
    if (libc := _glibc()) is not None:
        libc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None
