"""Every deliberate error of Inspector, as one tree.

    InspectorError              exit status 2 unless said otherwise
    ├── UsageError              the command line asks for something that cannot be
    ├── SettingsError           config.toml or the environment
    ├── RegistryError           the unit registry (row and column)
    ├── RulesError              a rule, profile or calendar file (file, line, column)
    ├── CalendarMissing         a deadline needs a year that has no table of working days
    ├── StorageError            a folder, disk or database that cannot be written or read
    ├── RunIncomplete           exit status 3: the run can be resumed
    │   └── Quarantined         what was seen may be our own network's fault: nothing is published
    ├── NoticeDeferred          a server asks for a notice again later
    └── EvidenceError           exit status 4: evidence is not what was recorded

Each carries one plain sentence (`what`), the place (`where`) and the way out (`remedy`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


class InspectorError(Exception):
    """Something a person can put right; shown as one sentence, never as a traceback."""

    exit_status = 2

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}" + (f"\n  {self.remedy}" if self.remedy else "")

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Self:
        """One error for all that is wrong with a file: the first problem is the sentence, the others follow, a line each."""
        first, *others = problems
        lines = [first.remedy, *(str(other) for other in others)]
        return cls(first.what, where=first.place, remedy="\n  ".join(line for line in lines if line))


class UsageError(InspectorError):
    """The command line asks for something that cannot be done."""


class SettingsError(InspectorError):
    """config.toml or an environment variable is wrong."""


class RegistryError(InspectorError):
    """The unit registry has a row that cannot be read as a unit."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file that a person wrote: `place` is `file:line:column`."""

    place: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" + (f" ({self.remedy})" if self.remedy else "")


class RulesError(InspectorError):
    """A rule, profile or calendar file is wrong; `problems` lists all that was found at once."""

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        more = f"; {len(problems) - 1} more" if len(problems) > 1 else ""
        super().__init__(first.what + more, where=first.place, remedy=first.remedy)
        self.problems = problems


class CalendarMissing(InspectorError):
    """A deadline needs the working days of a year for which there is no table."""


class StorageError(InspectorError):
    """A file, folder, disk or database cannot be read or written."""


class RunIncomplete(InspectorError):
    """A run ended before all units were done; `inspector run --resume` continues it."""

    exit_status = 3


class Quarantined(RunIncomplete):
    """Our own network may be what kept sites from answering: nothing is published."""


class NoticeDeferred(InspectorError):
    """A server asks for a notice again later."""


class EvidenceError(InspectorError):
    """A stored record is not what was recorded."""

    exit_status = 4
