"""A terminal for the commands of a page: it remembers its folder, and keeps running what keeps running."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from command_line import typed
from doc_pages import address

_PATIENCE_S = 400.0
"""How long is waited until something that keeps running answers."""


@dataclass
class Shell:
    """`cwd` is where the next command runs. Where it is `ours`, `inspector` runs in this very process."""

    cwd: Path
    own: Path
    """A folder for what the terminal itself needs."""
    environment: Mapping[str, str]
    ours: bool = False
    running: list[tuple[str, subprocess.Popen[bytes], Path]] = field(default_factory=list)

    def run(self, line: str) -> tuple[int, str]:
        """Its status and all that it said."""
        words = shlex.split(line, comments=True)
        if self.ours and words[0] == "inspector" and not set(line) & set("|>&;<*$`"):
            done = typed(*words[1:], cwd=self.cwd)
            return done.returncode, done.stdout + done.stderr
        whole = f"{line}\nstatus=$?; pwd >{shlex.quote(str(self.own / 'cwd'))}; exit $status"
        told = subprocess.run(
            ["sh", "-c", whole],
            cwd=self.cwd,
            env=dict(self.environment),
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        self.cwd = Path((self.own / "cwd").read_text(encoding="utf-8").strip())
        return told.returncode, told.stdout + told.stderr

    def start(self, line: str) -> None:
        """Begin what keeps running, and wait until it answers where it says that it does."""
        told = self.own / f"running{len(self.running)}"
        with told.open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", f"exec {line}"],
                cwd=self.cwd,
                env=dict(self.environment),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.running.append((line, process, told))
        until = time.monotonic() + _PATIENCE_S
        while address(line) and not _answers(address(line)):
            assert process.poll() is None, f"{line}\n{told.read_text(encoding='utf-8')}"
            assert time.monotonic() < until, f"{line} does not answer\n{told.read_text(encoding='utf-8')}"
            time.sleep(0.2)

    def ended(self) -> list[str]:
        """What should keep running and does not any more, with what it said."""
        return [
            f"{line}\n{told.read_text('utf-8')}" for line, process, told in self.running if process.poll() is not None
        ]

    def close(self) -> None:
        """End what runs, the newest first."""
        for _, process, _ in reversed(self.running):
            for sign in (signal.SIGTERM, signal.SIGKILL):
                if process.poll() is None:
                    os.killpg(process.pid, sign)
                    try:
                        process.wait(timeout=30)
                    except subprocess.TimeoutExpired:
                        continue
        self.running.clear()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False, follow_redirects=True).status_code == 200
    except httpx.HTTPError:
        return False
