"""`rules try`: the author of a rule sees what it read, what it decided, and the place it quotes."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Command, Place

from inspector.pipeline.ruleset.rulebook import bundled_rules

GUIDE = (
    "<html><head><title>清河区民政局政府信息公开指南</title></head><body><h1>清河区民政局政府信息公开指南</h1>"
    "<p>受理机构：清河区民政局办公室</p><p>办公时间：法定工作日</p><p>联系电话：010-63290000</p>"
    + "<p>本机关依法公开政府信息，公民、法人和其他组织可以查阅。</p>" * 15
    + "</body></html>"
)


def test_a_saved_page_is_told_with_facts_and_place(inspector: Command, tmp_path: Path) -> None:
    """One defect, one rule: hours that are there but not well-formed are quoted among their neighbours."""
    (tmp_path / "zn.html").write_text(GUIDE, encoding="utf-8")

    done = inspector("rules", "try", "gd-06", "zn.html", "--as-of", "2026-11-24", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "✗ 不通过 fail" in done.stdout
    assert "office_hours\n    法定工作日" in done.stdout
    assert "▶    3 │ 办公时间：法定工作日" in done.stdout
    assert "remedy" in done.stdout
    assert "without --name" in done.stdout


def test_what_one_page_cannot_show_is_undetermined(inspector: Command, tmp_path: Path) -> None:
    """A rule that compares two pages says nothing where only one is given; JSON tells why."""
    (tmp_path / "zn.html").write_text(GUIDE, encoding="utf-8")

    done = inspector("rules", "try", "CH-04", tmp_path / "zn.html", "--json")

    told = json.loads(done.stdout)
    assert [one["outcome"] for one in told["findings"]] == ["undetermined"], told["findings"]
    assert told["steps"][0]["answers"][0]["outcome"] == "undetermined"


def test_a_gbk_file_is_read_under_its_address_and_name(inspector: Command, tmp_path: Path) -> None:
    """Bytes as they were saved; `--url` and `--name` say whose page it is."""
    (tmp_path / "zn.htm").write_bytes(GUIDE.encode("gb18030"))
    words = ("--url", "https://www.qinghe.gov.cn/mz/zn/", "--name", "清河区民政局", "--json")

    told = json.loads(inspector("rules", "try", "GD-02", tmp_path / "zn.htm", *words).stdout)

    assert told["findings"][0]["outcome"] == "pass"
    assert told["pages"][0]["url"] == "https://www.qinghe.gov.cn/mz/zn/"
    assert told["pages"][0]["charset"] == "gb18030"


def test_a_fixture_is_tried_in_its_own_world(inspector: Command) -> None:
    """The same page, day and answers as `rules test` gives it."""
    page = next((bundled_rules() / "tests/CH-03").glob("fail-*.html"))

    told = json.loads(inspector("rules", "try", "CH-03", page, "--json").stdout)

    assert "fail" in [one["outcome"] for one in told["findings"]]


def test_an_address_is_fetched_as_a_run_would(inspected: Place, inspector: Command) -> None:
    """The registered unit is found by its address, its guide from its column; nothing is stored."""
    before = sorted(inspected.folder.rglob("*"))

    done = inspector(
        "rules", "try", "GD-01", inspected.disclosure, "--page", "disclosure", "--json", cwd=inspected.folder
    )

    told = json.loads(done.stdout)
    assert told["findings"][0]["outcome"] == "pass", told
    assert told["unit"]["name"] != "（未给出单位名称）"
    assert {"disclosure", "guide"} <= {page["role"] for page in told["pages"]} | {"disclosure"}
    assert sorted(inspected.folder.rglob("*")) == before


def test_what_cannot_be_tried_is_a_sentence(inspector: Command, tmp_path: Path) -> None:
    """No such rule, no such file, no such page."""
    (tmp_path / "zn.html").write_text(GUIDE, encoding="utf-8")
    for words, said in [
        (("XX-99", "zn.html"), "there is no rule 'XX-99'"),
        (("GD-05", "none.html"), "cannot be read"),
        (("GD-05", "zn.html", "--page", "kitchen"), "there is no page 'kitchen'"),
        (("GD-05", "zn.html", "--type", "office"), "is no unit type"),
    ]:
        done = inspector("rules", "try", *words, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr.splitlines()[0]


def test_the_network_within_is_not_reached(inspector: Command, tmp_path: Path) -> None:
    """An address on loopback is refused unless config.toml permits it; the rule then says nothing."""
    told = json.loads(inspector("rules", "try", "GD-01", "http://127.0.0.1:9/", "--json", cwd=tmp_path).stdout)

    assert told["findings"][0]["outcome"] == "undetermined"
    assert told["findings"][0]["attribution"] == "us"
