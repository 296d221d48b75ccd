"""All crawlers side by side on the synthetic district, and what the product's own promises cost, written to docs/benchmarks.md.

`make bench` runs this. The rounds are interleaved and medians told, since ratios of one run hold on any machine and seconds do not.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from measure import BENCH_PYTHON, Measured, measured, serving
from write import document

from district import LINKS, PAGES, UNITS

_HERE = Path(__file__).parent
BY_HAND = "\n<!-- below: written by hand, kept by make bench -->\n"
INSPECTOR, INSPECTOR_DASK = "Inspector", "Inspector, `dask`, two processes"
SCRAPY, TUNED, WGET, PLAIN = "Scrapy, tutorial", "Scrapy, tuned, two processes", "wget --mirror", "httpx + bs4 loop"
FURTHER = "Scrapy, tuned further"
_SLOW = (SCRAPY, PLAIN)
"""Crawlers that take minutes a round: they crawl in the first round only, no aim rests on their wall."""
_OTHERS = {
    SCRAPY: ("scrapy_tutorial.py",),
    TUNED: ("scrapy_tuned.py",),
    FURTHER: ("scrapy_tuned.py", "--further"),
    WGET: ("wget_mirror.py",),
    PLAIN: ("plain_loop.py",),
}


def contestants(names: list[str], port: int, given: argparse.Namespace, folder: Path) -> dict[str, list[str]]:
    """The command of each crawler. Inspector gets a fresh workspace for every round."""
    made = {}
    for name in names:
        if name in _OTHERS:
            script, *options = _OTHERS[name]
            made[name] = [str(BENCH_PYTHON), str(_HERE / script), str(port), str(given.units), *options]
            continue
        engine = "dask" if name == INSPECTOR_DASK else "local"
        place = folder / engine
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        made[name] = inspector(port, place, given.units, given.pages, engine)
        subprocess.run([*made[name], "--prepare"], check=True)
    return made


def inspector(
    port: int, folder: Path, units: int, pages: int, engine: str = "local", concurrency: int = 0
) -> list[str]:
    """The command of one whole collect pass."""
    options = ["--port", port, "--folder", folder, "--units", units, "--pages", pages, "--engine", engine]
    options += ["--concurrency", concurrency or 2 * units]
    return [sys.executable, str(_HERE / "inspect_all.py"), *map(str, options)]


def rounds(
    names: list[str], latency_ms: float, count: int, given: argparse.Namespace, folder: Path
) -> dict[str, list[Measured]]:
    """Each crawler once a round, one after the other; the slow ones in the first round only."""
    found: dict[str, list[Measured]] = {name: [] for name in names}
    with serving(BENCH_PYTHON, given.units, given.pages, latency_ms) as port:
        for number in range(count):
            those = [name for name in names if not number or name not in _SLOW]
            for name, command in contestants(those, port, given, folder).items():
                found[name].append(checked(name, measured(command, port, folder), given.units, given.pages))
    return found


def checked(name: str, one: Measured, units: int, pages: int) -> Measured:
    """A crawl that saw every page; Scrapy may see each start page twice. Ends the program where one did not."""
    if not 0 <= one.said["pages"] - units * pages <= units:
        sys.exit(f"{name} saw {one.said['pages']} of {units * pages} pages: not comparable")
    print(  # noqa: T201
        f"{name}: {one.wall_s:.1f} s, CPU {one.cpu_s:.1f} s, peak {one.peak_mib:.0f} MiB", file=sys.stderr, flush=True
    )
    return one


def starts(names: list[str], folder: Path) -> dict[str, float]:
    """CPU seconds that each crawler takes for one page of one unit: what it costs to begin."""
    small = argparse.Namespace(units=1, pages=1)
    with serving(BENCH_PYTHON, 1, 1, 0) as port:
        commands = contestants(names, port, small, folder)
        return {
            name: checked(f"{name}, start", measured(command, port, folder), 1, 1).cpu_s
            for name, command in commands.items()
        }


def again(given: argparse.Namespace, folder: Path) -> tuple[Measured, Measured]:
    """The district inspected, and inspected again unchanged."""
    place = folder / "again"
    place.mkdir()
    with serving(BENCH_PYTHON, given.units, given.pages, 20) as port:
        command = inspector(port, place, given.units, given.pages)
        return measured(command, port, folder), measured(command, port, folder)


def tenfold(given: argparse.Namespace, folder: Path) -> tuple[Measured, Measured]:
    """A tenth of the units, and all of them ten times over, at the default concurrency of config.toml."""
    found = []
    for units in (given.memory_units, 10 * given.memory_units):
        place = folder / f"units-{units}"
        place.mkdir()
        with serving(BENCH_PYTHON, units, given.memory_pages, 20) as port:
            found.append(measured(inspector(port, place, units, given.memory_pages, concurrency=16), port, folder))
        shutil.rmtree(place)
    return found[0], found[1]


def middle(found: list[Measured], figure: str) -> float:
    """The median of one figure over the rounds."""
    return statistics.median(getattr(one, figure) for one in found)


def main() -> None:
    """Measure what is asked for and write it down; what stands under the mark in the old page is kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--units", type=int, default=UNITS)
    asked.add_argument("--pages", type=int, default=PAGES)
    asked.add_argument("--rounds", type=int, default=2)
    asked.add_argument("--memory-units", type=int, default=24)
    asked.add_argument("--memory-pages", type=int, default=20)
    asked.add_argument("--dask", action="store_true", help="Inspector on two processes too")
    asked.add_argument("--out", type=Path, default=_HERE.parents[1] / "docs" / "benchmarks.md")
    asked.add_argument("--figures", type=Path, help="where the figures are left as JSON too")
    given = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the others are compiled already
    figures: dict[str, object] = {"units": given.units, "pages": given.pages, "links": LINKS, "rounds": given.rounds}
    figures |= {"memory_pages": given.memory_pages, "command": " ".join(sys.argv[1:]), "load": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ours = [INSPECTOR, INSPECTOR_DASK] if given.dask else [INSPECTOR]
        figures["starts"] = starts([*ours, *_OTHERS], folder)
        for latency, count, names in ((100, given.rounds, [*ours, *_OTHERS]), (500, 1, [*ours, WGET])):
            figures[str(latency)] = {
                name: {figure: middle(found, figure) for figure in ("wall_s", "cpu_s", "peak_mib")}
                | {"said": found[0].said, "served": found[0].served}
                for name, found in rounds(names, latency, count, given, folder).items()
            }
        figures["again"] = [one.served | {"cpu_s": one.cpu_s} for one in again(given, folder)]
        figures["tenfold"] = [{"pages": one.said["pages"], "peak_mib": one.peak_mib} for one in tenfold(given, folder)]
    if given.figures:
        given.figures.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    hand = given.out.read_text(encoding="utf-8").partition(BY_HAND)[2] if given.out.exists() else ""
    given.out.write_text(document(figures, os.cpu_count() or 1) + BY_HAND + hand, encoding="utf-8")


if __name__ == "__main__":
    main()
