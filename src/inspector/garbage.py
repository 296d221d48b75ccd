"""The garbage collector of a program in which nearly all is freed without it, by counting who refers to it."""

from __future__ import annotations

import gc

_SELDOM = (5_000, 10, 2)
"""Objects between two looks for garbage in a ring, by generation. All of them are looked over as often as by default (every 100,000
for 70,000), for a workbook leaves tens of thousands of cells in rings; the young ones a seventh as often: a page makes thousands."""


def seldom() -> None:
    """From now on, in this process and its forks, garbage is looked for seldom, and never in what is there already: modules and rules."""
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
