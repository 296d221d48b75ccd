"""A workspace opened: its settings, registry, rules and folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from inspector import archive, log, registry
from inspector.archive import Run
from inspector.errors import UsageError
from inspector.model.unit import Unit
from inspector.pipeline.database import opened
from inspector.pipeline.files import refuse_unwritable
from inspector.pipeline.ruleset.rulebook import read_ruleset, read_texts
from inspector.ruleset import Ruleset
from inspector.settings import Settings, load

if TYPE_CHECKING:
    from inspector.store import Store


@dataclass(frozen=True, slots=True)
class Workspace:
    """One folder with config.toml, rules, registry, data and reports."""

    settings: Settings

    @classmethod
    def at(cls, folder: Path) -> Workspace:
        """The workspace in `folder`. Raises SettingsError."""
        return cls(load(folder.resolve()))

    @property
    def evidence(self) -> Path:
        """Where the evidence of all runs lies."""
        return self.settings.path(self.settings.store.evidence)

    @property
    def results(self) -> Path:
        """Where the result object of each run is kept, `<run id>.json`."""
        return self.evidence.parent / "results"

    @property
    def rechecks(self) -> Path:
        """Where the evidence and results of re-checks are kept, apart from the quarters' runs."""
        return self.evidence.parent / "rechecks"

    @property
    def reports(self) -> Path:
        """Where reports are written."""
        return self.settings.path(self.settings.report.path)

    @property
    def registry(self) -> Path:
        """The registry file."""
        return self.settings.path(self.settings.registry.file)

    def units(self) -> tuple[Unit, ...]:
        """The registered units. Raises RegistryError."""
        return registry.read(self.registry)

    def rule_texts(self) -> dict[str, str]:
        """The texts of the rules folder."""
        return read_texts(self.settings.path(self.settings.rules.path))

    def ruleset(self) -> Ruleset:
        """The rules in force. Raises RulesError."""
        return read_ruleset(self.settings.path(self.settings.rules.path), self.settings.rules.profile)

    def store(self) -> Store:
        """The database, upgraded to the current schema. Raises StorageError, also where it is gone, or older than it was."""
        return opened(self.settings, self.evidence.parent)

    def keep_log(self) -> None:
        """Write the structured log where config.toml says, from now on. Raises StorageError."""
        if self.settings.log.file:
            log.keep(self.settings.path(self.settings.log.file), self.settings.log.level)

    def writable(self) -> None:
        """Refuse before anything is fetched what could not be kept later. Raises StorageError."""
        for folder in (self.evidence, self.results, self.reports):
            refuse_unwritable(folder)

    def run_folder(self, name: str) -> Path:
        """The evidence folder of a run by its id, a path, a quarter (its newest run) or `latest`. Raises UsageError."""
        direct = Path(name)
        if (direct / "run.json").is_file():
            return direct
        runs = [folder.name for folder in archive.runs(self.evidence)]
        named = [run for run in runs if name in ("latest", run) or run.startswith(f"{name}-")]
        if not named:
            known = "、".join(runs[-5:]) or "none yet"
            raise UsageError(f"there is no run {name!r} in {self.evidence}", remedy=f"Known runs: {known}.")
        return self.evidence / max(named, key=lambda run: run.rpartition("-")[2])

    def run(self, name: str) -> Run:
        """The evidence of a run, for reading."""
        return archive.read_run(self.run_folder(name))
