"""Imported before all else: nothing is looked over for garbage while the program is loaded, as `inspector` does it too."""

from __future__ import annotations

import gc

gc.disable()


def collect_again() -> None:
    """All is loaded: it stays, and what is made from now on is looked over."""
    gc.freeze()
    gc.enable()
