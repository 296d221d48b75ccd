"""An import shows what it does, and never takes anything away."""

from __future__ import annotations

from inspector.model.unit import Unit
from inspector.registry import Change, difference, merged

CIVIL = Unit("qh-mz", "清河区民政局", "department", pages={"home": "http://mz.qinghe.gov.cn/"})
WATER = Unit("qh-sw", "清河区水务局", "department")


def test_new_units_are_added_and_others_left() -> None:
    """A unit that the import does not name stays."""
    found = difference([CIVIL], [WATER])

    assert found.added == (WATER,)
    assert found.changed == ()
    assert found.unchanged == ("qh-mz",)


def test_changes_are_shown_cell_by_cell() -> None:
    """Old and new value, of the columns that differ only."""
    moved = Unit("qh-mz", "清河区民政局", "department", pages={"home": "https://mz.qinghe.gov.cn/"}, tags=("二类",))

    found = difference([CIVIL], [moved])

    assert found.changed == (
        Change("qh-mz", "tags", "", "二类"),
        Change("qh-mz", "home", "http://mz.qinghe.gov.cn/", "https://mz.qinghe.gov.cn/"),
    )
    assert found.unchanged == ()


def test_an_empty_cell_says_nothing() -> None:
    """An import without a column does not empty it."""
    bare = Unit("qh-mz", "清河区民政局", "department")

    assert difference([CIVIL], [bare]).changed == ()
    assert merged([CIVIL], [bare])[0].pages == CIVIL.pages


def test_the_merged_registry_shares_its_hosts_anew() -> None:
    """A host that a second unit comes to use is no longer the first one's own."""
    guest = Unit("qh-sw", "清河区水务局", "department", pages={"home": "http://mz.qinghe.gov.cn/sw/"})

    alone, (first, second) = merged([], [CIVIL]), merged([CIVIL], [guest])

    assert alone[0].own_hosts == ("mz.qinghe.gov.cn",)
    assert first.own_hosts == ()
    assert second.own_hosts == ()
