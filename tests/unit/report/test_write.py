"""The folder of reports: what is in it, that it is whole, and that hostile text stays text."""

from __future__ import annotations

import csv
import dataclasses
import re
from pathlib import Path

import pytest
from invented_quarter import ATTACKS, PACKS, RULES, invented_inspection
from selectolax.lexbor import LexborHTMLParser

from inspector.errors import StorageError
from inspector.judge.result import text
from inspector.pipeline.judge.judges import each
from inspector.report.html import Pages
from inspector.report.inspection import Inspection
from inspector.report.links import stem
from inspector.report.publish import write

LINK = re.compile(
    r"https?://|#|(\.\./){0,2}((units|copies/[\w~.-]+)/[\w~.-]+|index|rules|rules-\w+|health)\.html|(result|scores|findings)\."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the invented quarter."""
    folder = tmp_path_factory.mktemp("reports")
    write(invented_inspection(), folder)
    return folder


def _text(page: Path) -> str:
    body = LexborHTMLParser(page.read_text(encoding="utf-8")).body
    return body.text() if body else ""


def test_every_unit_has_its_notice_and_the_index_comes_first(tmp_path: Path) -> None:
    """One page per unit beside index, handbook and exports; the returned paths are exactly the files there."""
    inspection = invented_inspection()

    paths = write(inspection, tmp_path)

    assert paths[0] == tmp_path / "index.html"
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == set(paths)
    assert len(list((tmp_path / "units").iterdir())) == len(inspection.result["units"])


def test_hostile_text_never_becomes_markup(folder: Path) -> None:
    """No page has a script but ours, no image, no handler, no second style, and no link that is not http(s) or local."""
    for page in folder.rglob("*.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert (len(tree.css("script")), len(tree.css("style")), len(tree.css("img, iframe, object, embed, form"))) == (
            1,
            1,
            0,
        )
        assert not [
            node for node in tree.css("*") if any(name.startswith("on") or name == "style" for name in node.attributes)
        ]
        targets = [node.attributes["href"] or "" for node in tree.css("a[href]")]
        assert all(LINK.match(target) for target in targets)


def test_hostile_quotes_are_shown_as_they_were(folder: Path) -> None:
    """Escaping keeps the evidence readable: the very characters are in the text of a page."""
    texts = " ".join(_text(page) for page in folder.rglob("units/*.html"))

    for attack in ATTACKS[:4]:
        assert attack in texts
    assert "\u202e" not in texts
    assert "{{ 7 * 7 }}" in texts


def test_file_names_come_from_codes_only(folder: Path) -> None:
    """A code with slashes and dots stays one file inside the folder."""
    names = {page.name for page in (folder / "units").iterdir()}

    assert "QH~2f.~2e.~2e.~2f.26~20.~3c.b~3e..html" in names
    assert all(page.resolve().parent == (folder / "units").resolve() for page in (folder / "units").iterdir())


def test_pages_are_small_enough(folder: Path) -> None:
    """No page is larger than 300 KB."""
    assert max(page.stat().st_size for page in folder.rglob("*.html")) <= 300_000


def test_every_finding_of_a_unit_is_in_its_notice(folder: Path) -> None:
    """Whatever its outcome, a finding has its place (by its anchor) on the page of the unit."""
    for unit in invented_inspection().result["units"][:24]:
        text = (folder / "units" / f"{unit['code']}.html").read_text(encoding="utf-8")
        missing = [finding["id"] for finding in unit["findings"] if f'id="{finding["id"]}"' not in text]
        assert not missing


def test_a_ledger_that_does_not_add_up_is_called_out(tmp_path: Path) -> None:
    """A sum that differs from the value makes a visible warning, not a silent page."""
    inspection = invented_inspection()
    inspection.result["units"][0]["score"]["value"] -= 1

    write(inspection, tmp_path)

    assert "本结果不得使用" in (tmp_path / "units/QH001.html").read_text(encoding="utf-8")
    assert "本结果不得使用" not in (tmp_path / "units/QH002.html").read_text(encoding="utf-8")


def test_csv_cells_cannot_be_formulas(folder: Path) -> None:
    """Every text cell that starts like a formula has an apostrophe; numbers stay numbers; the file starts with a BOM."""
    raw = (folder / "findings.csv").read_bytes()
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))

    assert raw.startswith(b"\xef\xbb\xbf")
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)
    risky = [cell for row in rows[1:] for cell in row if cell.strip().startswith(("=", "+", "-", "@"))]
    assert all(re.fullmatch(r"-\d+(\.\d+)?", cell) for cell in risky)


def test_csv_has_every_finding_and_every_unit(folder: Path) -> None:
    """The spreadsheets leave nothing out."""
    units = invented_inspection().result["units"]

    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == 1 + sum(len(unit["findings"]) for unit in units)
    with (folder / "scores.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(units)
    assert {bool(row["grade_en"]) for row in rows if row["状态/status"] != "inspected"} == {False}
    assert all(row["grade_en"] for row in rows if row["状态/status"] == "inspected")


def test_result_json_is_the_result(folder: Path) -> None:
    """The exported JSON has the very bytes of the run's own."""
    assert (folder / "result.json").read_text(encoding="utf-8") == text(invented_inspection().result)


def test_writing_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Reports are a pure rendering: nothing of clock, machine or order of dictionaries is in them."""
    write(invented_inspection(), tmp_path)

    for page in filter(Path.is_file, folder.rglob("*.*")):
        assert (tmp_path / page.relative_to(folder)).read_bytes() == page.read_bytes()


def test_several_processes_write_the_same_bytes_as_one(folder: Path, tmp_path: Path) -> None:
    """Notices are on their own: whoever writes them, in whatever order, the folder is the same."""
    write(invented_inspection(), tmp_path, each)

    there = {page.relative_to(folder): page.read_bytes() for page in folder.rglob("*") if page.is_file()}
    assert {page.relative_to(tmp_path): page.read_bytes() for page in tmp_path.rglob("*") if page.is_file()} == there


def test_a_large_district_says_where_all_its_units_are_searched(tmp_path: Path) -> None:
    """The index shows the first and last places only; its search says so and leads to the list of all."""
    write(dataclasses.replace(invented_inspection(5, previous=False), captures=lambda _code: ()), tmp_path)

    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "在全部 130 家单位中查找" in index
    assert 'href="units.html"' in index


def test_a_folder_that_cannot_be_written_is_a_plain_sentence(tmp_path: Path) -> None:
    """A file where the folder should be: StorageError with the place; nothing half-written is left."""
    (tmp_path / "reports").write_text("in the way")

    with pytest.raises(StorageError, match="cannot be written"):
        write(invented_inspection(), tmp_path / "reports")
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_one_language_has_no_switch_and_no_other_words(tmp_path: Path) -> None:
    """With `languages = ["zh"]` a page holds no English half."""
    write(invented_inspection(languages=("zh",)), tmp_path)

    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "class=e " not in text
    assert 'name="lang"' not in text
    assert "同类排名" in text


def test_an_unknown_language_is_refused(tmp_path: Path) -> None:
    """There are words in Chinese and English only."""
    with pytest.raises(ValueError, match="zh and en"):
        write(invented_inspection(languages=("fr",)), tmp_path)


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(folder: Path) -> None:
    """No link within the folder is dead, also where nobody told how the run went: units, copies, rules, data, health."""
    trees = {page.resolve(): LexborHTMLParser(page.read_text(encoding="utf-8")) for page in folder.rglob("*.html")}
    ids = {page: {node.attributes["id"] for node in tree.css("[id]")} for page, tree in trees.items()}

    for page, tree in trees.items():
        for node in tree.css("a[href]"):
            path, _, anchor = (node.attributes["href"] or "").partition("#")
            if not path.startswith("http"):
                target = (page.parent / path).resolve() if path else page
                assert target.is_file(), (page.name, path)
                assert not anchor or anchor in ids[target], (page.name, path, anchor)


def test_pages_of_figures_are_linked_where_they_are(tmp_path: Path) -> None:
    """The index names an outside assessment and a year's statistics only where their pages lie beside it."""
    whole = dataclasses.replace(invented_inspection(previous=False), captures=lambda _code: ())
    whole.result["units"] = whole.result["units"][:2]
    folder, year = tmp_path / "quarter", int(whole.result["run"]["quarter"][:4]) - 1
    pages = (folder / "assessment.html", tmp_path / str(year) / "statistics.html")

    def linked() -> list[str]:
        index = write(whole, folder)[0].read_text(encoding="utf-8")
        return re.findall(r'href="((?:\.\./\d+/)?(?:assessment|statistics)\.html)"', index)

    assert linked() == []
    for page in pages:
        page.parent.mkdir(exist_ok=True)
        page.write_text("", encoding="utf-8")
    assert linked() == ["assessment.html", f"../{year}/statistics.html"]


def test_a_unit_without_faults_is_not_told_to_repair(folder: Path) -> None:
    """Its notice says how to object; of deadlines, an answer form and a re-check it says nothing."""
    for page in (folder / "units").glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert ("举一反三" in text) == ("整改情况反馈表" in text) == ("请在整改期限内写明" in text), page.name
        assert "书面提交区政府信息公开工作主管部门" in text
    assert any("举一反三" not in page.read_text(encoding="utf-8") for page in (folder / "units").glob("*.html"))


def test_the_title_of_a_page_is_whole_in_both_languages(folder: Path) -> None:
    """Without a script the tab says both, Chinese first; each waits apart for the script, which leaves the one that is shown."""
    for page in folder.rglob("*.html"):
        title = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("title")
        assert title is not None
        zh, en = title.attributes["data-zh"], title.attributes["data-en"]
        assert zh != en
        assert title.text() == f"{zh} · {en}"
        assert not re.search(r"(report|notice|handbook|result|copy|health)", zh or "")


@pytest.mark.parametrize("name", ["</title><script>alert(1)</script>", '" onload="alert(1)'])
def test_a_title_is_text_whatever_it_names(name: str) -> None:
    """A name in it ends neither the title nor an attribute of it."""
    text = title_of("{n}整改通知书", "{n}: notice", name)

    assert (text.count("<"), text.count('"')) == (2, 4)


def title_of(zh: str, en: str, name: str) -> str:
    """The title element of a page that names something."""
    template = "{% filter titled %}{{ title(zh, en, n=name) }}{% endfilter %}"
    return Pages(("zh", "en"))._environment.from_string(template).render(zh=zh, en=en, name=name)


def test_the_handbook_explains_every_rule(folder: Path) -> None:
    """The index has a line for each rule and leads to it; the page of its pack explains it, with room to grow below 300 KB."""
    index = (folder / "rules.html").read_text(encoding="utf-8")

    for rule, card in RULES.items():
        page = (folder / f"rules-{card.pack}.html").read_text(encoding="utf-8")
        assert f'id="{rule}"' in index
        assert f'href="rules-{card.pack}.html#{rule}"' in index
        assert f'id="{rule}"' in page
        assert card.remedy.zh in page
    assert all(f'id="pack-{pack}"' in index for pack in PACKS)


def test_an_empty_district_still_has_its_report(tmp_path: Path) -> None:
    """No unit, no finding, no previous quarter: pages say so instead of failing."""
    whole = invented_inspection(previous=False)
    empty = dataclasses.replace(whole, result={**whole.result, "units": []}, rules={}, packs={})

    write(empty, tmp_path)

    assert "没有发现不合格事项" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_rules_and_words_unknown_to_the_handbook_are_shown_bare(tmp_path: Path) -> None:
    """A plain-string grade and a rule without a card still make a notice."""
    whole = invented_inspection(previous=False)
    whole.result["units"][0]["score"]["grade"] = "特级"
    bare = Inspection(result=whole.result, rules={}, packs={})

    write(bare, tmp_path)

    text = (tmp_path / "units/QH001.html").read_text(encoding="utf-8")
    assert "特级" in text
    assert "GD-03" in text


def test_a_large_district_is_spread_over_pages_of_bounded_size(tmp_path: Path) -> None:
    """Beyond ninety units the ranking goes to pages of its own: every unit on exactly one, every page within 300 KB."""
    inspection = dataclasses.replace(invented_inspection(8, previous=False), captures=lambda _code: ())

    write(inspection, tmp_path)

    texts = [page.read_text(encoding="utf-8") for page in tmp_path.glob("ranking-*.html")]
    ranked = "".join(text.split('id="heat"')[1] for text in texts)
    for unit in inspection.result["units"]:
        assert ranked.count(f'href="units/{stem(unit["code"])}.html"') == 1, unit["code"]
    assert max(page.stat().st_size for page in tmp_path.rglob("*.html")) <= 300_000
    assert (tmp_path / "units.html").read_text(encoding="utf-8").count("<li data-row>") == 208


@pytest.mark.long
def test_the_index_of_two_thousand_units_stays_usable(tmp_path: Path) -> None:
    """Index and list of units stay within 300 KB where a district has 2,080 units, nearly all of them with faults."""
    whole = invented_inspection(80, previous=False)
    units = [{**unit, "findings": unit["findings"][:8], "ledger": []} for unit in whole.result["units"]]
    few = dataclasses.replace(
        whole, result={**whole.result, "units": units}, captures=lambda _code: (), plan=lambda _unit: None
    )

    write(few, tmp_path)

    assert {
        name: size for name in ("index.html", "units.html") if (size := (tmp_path / name).stat().st_size) > 300_000
    } == {}


def test_a_unit_that_was_not_seen_is_given_neither_score_nor_grade(folder: Path) -> None:
    """The untouched hundred of a unit without evidence never reads as excellent."""
    text = _text(folder / "units/QH025.html")

    assert "不评等次" in text
    assert "优秀" not in text
