"""What to type where an optional part is missing."""

from __future__ import annotations

import shlex
import sys


def install(extra: str) -> str:
    """The command that installs an extra beside this very program.

    It names this program's own Python: the public index has a project of the same name by somebody else, which pip takes
    wherever Inspector is not installed already.
    """
    return f"{shlex.quote(sys.executable)} -m pip install 'inspector[{extra}]'"
