"""The program `inspector`, and `python -m inspector`: loaded within what hears Ctrl-C, and deaf to it once all is said."""

from __future__ import annotations

import signal
import sys

_INTERRUPTED = 3


def main() -> None:
    """Run the command line and leave with its status. Whoever insists while the interpreter ends leaves no traceback behind."""
    try:
        from inspector.cli import main as command  # noqa: PLC0415 - it takes a moment, in which Ctrl-C may come

        command()
    except KeyboardInterrupt:
        _deafen()
        sys.stderr.write("interrupted\n")
        raise SystemExit(_INTERRUPTED) from None
    finally:
        _deafen()


def _deafen() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":  # processes of an engine's own import this file too
    main()
