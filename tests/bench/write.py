"""The figures of `run.py` as docs/benchmarks.md: medians, ratios, and which aims are met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

INSPECTOR, SCRAPY, TUNED, WGET = "Inspector", "Scrapy, tutorial", "Scrapy, tuned, two processes", "wget --mirror"
FURTHER = "Scrapy, tuned further"
_PER_HOST = 2
_HEAD = """# Benchmarks

Made by `make bench` (this time: `make bench BENCH="{command}"`), on a machine with {cores} cores and a load of {load:.1f}
when it began.
{note}
The district is synthetic and on loopback: {units} units, a host each, {pages} pages a unit, 30 to 60 KB and {links} links
a page, a fifth in GBK, two fifths packed with gzip for those who take it; the server is a process of its own and answers
after 100 ms, two requests a host at a time. Every crawler goes from one page of a unit to all others and takes title, links
and visible text; wget only stores pages and follows links. *Tuned* is selectolax, uvloop and two processes; *tuned further*
keeps account of links itself, so that Scrapy's filter is not asked about 150 links a page. Inspector, in as many processes as
there are cores, does its whole collect pass on top: guard, robots.txt, pace, second looks, WARC evidence with digests, manifest, seal.

CPU is user and system time of the process and all its children, *peak* the memory of all of them together; CPU *a page* is what is
left after the start (one page of one unit), by page; *most at once* is what the server counted on one host. Figures are medians of
{rounds} interleaved round(s); Scrapy's tutorial and the plain loop, which take minutes, crawl once, and so do all at 500 ms.
Inspector begins in a workspace that `inspector init` made.
Ratios hold from machine to machine, seconds do not.
"""


def document(figures: Mapping[str, Any], cores: int) -> str:
    """The whole page, in Markdown."""
    load = figures["load"]
    busy = "**The machine was busy with other work**: walls are far from what it can do; compare CPU only.\n"
    head = _HEAD.format(cores=cores, note=busy if load > cores else "", **figures)
    return "\n".join(
        [head, _side_by_side(figures), _slow(figures), _again(figures), _memory(figures), "## Aims\n", *_aims(figures)]
    )


def page_ms(figures: Mapping[str, Any], name: str) -> float:
    """Milliseconds of CPU for one page, the start not counted."""
    pages = figures["units"] * figures["pages"]
    return float(1000 * (figures["100"][name]["cpu_s"] - figures["starts"][name]) / pages)


def _side_by_side(figures: Mapping[str, Any]) -> str:
    lines = [
        "## Side by side, 100 ms an answer\n",
        (
            "| crawler | wall s | CPU s | of that start | CPU ms a page | pages per CPU-second, Inspector = 1 "
            "| peak MiB | most at once |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    own = page_ms(figures, INSPECTOR)
    for name, one in figures["100"].items():
        mine = page_ms(figures, name)
        lines.append(
            f"| {name} | {one['wall_s']:.1f} | {one['cpu_s']:.1f} | {figures['starts'][name]:.1f} | {mine:.1f} "
            f"| {own / mine:.2f} | {one['peak_mib']:.0f} "
            f"| {one['served']['most_at_once']} |"
        )
    return "\n".join([*lines, ""])


def bound_s(figures: Mapping[str, Any], latency_ms: int) -> float:
    """The shortest time that politeness leaves: a unit's pages and robots.txt, two at a time."""
    return float(figures["pages"] + 1) / _PER_HOST * latency_ms / 1000


def _slow(figures: Mapping[str, Any]) -> str:
    lines = [
        "## Where latency dominates, 500 ms an answer\n",
        "| crawler | wall s | times the bound |",
        "|---|---|---|",
    ]
    bound = bound_s(figures, 500)
    lines += [f"| {name} | {one['wall_s']:.1f} | {one['wall_s'] / bound:.2f} |" for name, one in figures["500"].items()]
    return "\n".join(
        [*lines, "", f"The bound of politeness is {bound:.1f} s ({bound_s(figures, 100):.1f} s at 100 ms).\n"]
    )


def _again(figures: Mapping[str, Any]) -> str:
    first, second = figures["again"]
    return (
        "## Inspected again, unchanged\n\n"
        f"First {first['bytes']:,} bytes in {first['requests']:,} answers; then {second['bytes']:,} bytes, {second['not_modified']:,} of "
        f"{second['requests']:,} answers being 304: {second['bytes'] / first['bytes']:.1%} of the bytes.\n"
    )


def _memory(figures: Mapping[str, Any]) -> str:
    small, large = figures["tenfold"]
    return (
        "## Memory at ten times the pages\n\n"
        f"With the default concurrency of 16: {small['pages']:,} pages {small['peak_mib']:.0f} MiB, {large['pages']:,} pages "
        f"{large['peak_mib']:.0f} MiB: {large['peak_mib'] / small['peak_mib']:.2f} times.\n"
    )


def _aims(figures: Mapping[str, Any]) -> list[str]:
    own = page_ms(figures, INSPECTOR)
    wall, slow = figures["100"][INSPECTOR]["wall_s"], figures["500"][INSPECTOR]["wall_s"]
    first, second = figures["again"]
    small, large = figures["tenfold"]
    aims = [
        ("pages per CPU-second against Scrapy", page_ms(figures, SCRAPY) / own, ">=", 10),
        ("pages per CPU-second against Scrapy tuned", page_ms(figures, TUNED) / own, ">=", 3),
        ("the same, tuned further", page_ms(figures, FURTHER) / own, ">=", 3),
        ("wall of wget against Inspector, 100 ms", figures["100"][WGET]["wall_s"] / wall, ">=", 1),
        ("wall against the bound, 100 ms", wall / bound_s(figures, 100), "<=", 1.25),
        ("wall against the bound, 500 ms", slow / bound_s(figures, 500), "<=", 1.05),
        ("memory at ten times the pages", large["peak_mib"] / small["peak_mib"], "<=", 1.2),
        ("bytes of a second inspection", second["bytes"] / first["bytes"], "<=", 0.1),
    ]
    rows = ["| aim | found | wanted | |", "|---|---|---|---|"]
    for words, found, sign, wanted in aims:
        met = found >= wanted if sign == ">=" else found <= wanted
        rows.append(f"| {words} | {found:.2f} | {sign} {wanted} | {'met' if met else '**missed**'} |")
    return rows
