"""The command line: arguments in, exit status out. All work is done by the rooms below."""

from __future__ import annotations

import sys

import click
from rich.markup import escape

# Each module adds its commands to the app by being imported.
from inspector.cli import demo, evidence, facts, rules, runs, schedule, site, units  # noqa: F401
from inspector.cli.app import app
from inspector.cli.screen import errors
from inspector.errors import InspectorError, RulesError

__all__ = ["app", "main"]
_UNEXPECTED = 2


def main() -> None:
    """Run the command line and leave with its status: 0 done, 1 below --fail-under, 2 wrong, 3 resumable, 4 evidence."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        status = app(args=arguments, standalone_mode=False)
    except click.exceptions.Exit as left:
        status = left.exit_code
    except click.ClickException as wrong:
        wrong.show()
        status = wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        errors.print("interrupted")
        status = 3
    except BrokenPipeError:
        status = 0
    except InspectorError as error:
        if debug:
            raise
        _tell(error)
        status = error.exit_status
    except Exception as error:
        if debug:
            raise
        errors.print(f"a fault of this program: {escape(type(error).__name__)}: {escape(str(error))}")
        errors.print("  Please report it; --debug shows where it happened.")
        status = _UNEXPECTED
    raise SystemExit(status if isinstance(status, int) else 0)


def _tell(error: InspectorError) -> None:
    problems = error.problems if isinstance(error, RulesError) else getattr(error, "problems", None)
    if problems and len(problems) > 1:
        for problem in problems:
            errors.print(str(problem), markup=False, highlight=False, soft_wrap=True)
    else:
        errors.print(str(error), markup=False, highlight=False, soft_wrap=True)
