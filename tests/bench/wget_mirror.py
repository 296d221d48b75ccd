"""`wget --mirror` for each unit, all in parallel. Wget stores pages and finds links; title and text are left to whoever reads them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from district import start_of


def main() -> None:
    """PORT UNITS."""
    port, units = map(int, sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        command = ["wget", "--mirror", "--quiet", "--no-parent", "--directory-prefix", folder]
        started = [subprocess.Popen([*command, start_of(number, port)]) for number in range(1, units + 1)]
        for process in started:
            process.wait()
        pages = sum(1 for _ in Path(folder).rglob("*.html"))
    print(json.dumps({"pages": pages, "links": 0, "chars": 0}))  # noqa: T201


if __name__ == "__main__":
    main()
