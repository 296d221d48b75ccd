"""A host that shows nothing at all, and what only looks like it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.facts.sight import sight
from inspector.judge.shut_out import fronts, refused, shut_out
from inspector.model.capture import Ask, Capture, Failure, Method

HOST = "www.qinghe.gov.cn"
Seen = int | Failure


def look(path: str, seen: Seen, method: Method = "GET", host: str = HOST) -> Capture:
    """A look with that status, or that failure."""
    ask = Ask(f"https://{host}{path}", method)
    return Capture(ask, ask.url, failure=seen) if isinstance(seen, Failure) else Capture(ask, ask.url, seen)


def hosts(*captures: Capture) -> frozenset[str]:
    """Those that are shut, by these looks."""
    return shut_out((one.ask.method, one.ask.url, one.status, one.failure) for one in captures)


@pytest.mark.parametrize(
    ("seen", "shut"),
    [
        ((404, 404, 404), True),
        ((Failure.RESET,) * 3, True),
        ((404, 404, 200), False),
        ((200, 404, 404), False),
        ((404, 410, 404), False),
        ((404, Failure.RESET, 404), False),
        ((502,) * 3, False),
        ((403,) * 3, False),
        ((Failure.TIMEOUT,) * 3, False),
        ((Failure.CONNECT,) * 3, False),
    ],
)
def test_a_host_is_shut_that_refused_all_in_one_manner(seen: tuple[Seen, ...], shut: bool) -> None:
    """The front page too. What is silent, fails or says that it keeps machines out has names of its own."""
    found = hosts(*(look(path, one) for path, one in zip(("/", "/guide", "/list"), seen, strict=True)))

    assert found == (frozenset({HOST}) if shut else frozenset())


def test_two_addresses_or_none_that_is_the_front_page_are_too_few() -> None:
    """Nor do two looks at one address count twice; links count as pages do."""
    assert not hosts(look("/", 404), look("/guide", 404), look("/guide", 404, "HEAD"))
    assert not hosts(look("/a", 404), look("/b", 404), look("/c", 404))
    assert hosts(look("/", 404), look("/a", 404, "HEAD"), look("/b", 404, "HEAD"))
    assert hosts(look("/", 404), look("/a", 404), look("/b", 404), look("/c", Failure.LIMIT))
    assert not hosts(look("/", Failure.GUARD, host="["), look("/", 404), look("/a", 404), look("/b", Failure.LIMIT))
    assert not hosts(look("/", 404), look("/a", 404), look("/b", 404), look("/c", 200, "HEAD"))


def test_the_front_page_is_asked_for_once_of_a_host_that_showed_nothing() -> None:
    """Not where it was asked for, where anything was shown, or of a host of which one link was looked at."""
    shown = [look("/a", 200, host="a.cn"), look("/b", 404, host="a.cn")]
    links = [
        look("/x", 404, "HEAD", host="b.cn"),
        look("/x", 404, "HEAD", host="c.cn"),
        look("/y", 404, "HEAD", host="c.cn"),
    ]
    asked = [look("/", 404, host="d.cn"), look("/guide", 404, host="d.cn")]

    found = fronts([look("/guide", 404), look("/list", 404), *shown, *links, *asked])

    assert [one.url for one in found] == [f"https://{HOST}/", "https://c.cn/"]


def test_what_such_a_host_refused_was_not_seen() -> None:
    """Of a unit's captures those alone; a name that was looked up is none."""
    captures = [
        look("/guide", 404),
        look("/", 404, host="a.cn"),
        Capture(Ask(f"dns:{HOST}", "DNS"), failure=Failure.DNS),
    ]

    found = refused({one.ask.key: one for one in captures}, {HOST})

    assert [(key, one.failure) for key, one in found.items()] == [(("GET", f"https://{HOST}/guide"), Failure.SHUT_OUT)]


@pytest.mark.parametrize(("seen", "disputed"), [(404, True), (410, True), (400, False), (Failure.RESET, False)])
def test_a_site_that_calls_all_its_pages_gone_is_for_a_person(seen: Seen, disputed: bool) -> None:
    """Time after time, as any page that is gone; what else is refused everywhere was not seen, however often."""
    first = replace(look("/guide", seen), fetched_at="2026-11-20T09:00:00+08:00")
    again = replace(first, fetched_at="2026-11-20T16:00:00+08:00", earlier=(first,))

    (once,) = refused({again.ask.key: replace(again, earlier=())}, {HOST}).values()
    (twice,) = refused({again.ask.key: again}, {HOST}).values()

    assert [sight(one, None, {HOST}, 2, 21600).disputed for one in (once, twice)] == [False, disputed]
    assert sight(once, None, {HOST}, 2, 21600).code == ("awaiting_second_look" if disputed else "blocked")
    assert sight(twice, None, {HOST}, 2, 21600).state == "unseen"
