"""Imported before all else: nothing is looked over for garbage while the program is loaded, as `inspector` does it too."""

from __future__ import annotations

import gc

gc.disable()


def collect_again() -> None:
    """All is loaded: garbage is looked for from now on, as `inspector` does it."""
    from inspector.garbage import seldom  # noqa: PLC0415 - after the rest

    seldom()
