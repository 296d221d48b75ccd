"""Channels in the reports: every one in its unit's notice, the coverage table in the district's, a sentence where there is no data."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_quarter import invented_inspection
from selectolax.lexbor import LexborHTMLParser

from inspector.report import channels
from inspector.report.publish import write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports of the invented quarter."""
    folder = tmp_path_factory.mktemp("reports")
    write(invented_inspection(), folder)
    return folder


def test_the_coverage_table_counts_what_the_result_counts(folder: Path) -> None:
    """Each count stands with the declared channels as its denominator; units not covered show the reason a person wrote."""
    summary = invented_inspection().result["run"]["channels"]
    page = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))

    shown = [node.text(strip=True) for node in page.css("section[aria-labelledby=channels] .figures dd")]

    assert shown[1:] == [f"{summary[name]}/ {summary['declared']}" for name in list(channels.COUNTS)[1:]]
    assert "网站改版中<b>" in page.text()


def test_every_channel_is_in_its_units_notice(folder: Path) -> None:
    """With its state in words and a sign, and the rungs it was tested on."""
    text = LexborHTMLParser((folder / "units/QH004.html").read_text(encoding="utf-8")).css_first(
        "section[aria-labelledby=channels] table"
    )
    assert text is not None

    assert "xxgk3@qinghe.gov.cn" in text.text()
    assert "✕ 不可用" in text.text()
    assert "收信服务器" in text.text()


def test_a_result_without_channels_says_so(tmp_path: Path) -> None:
    """An older result has no channel data: the report says that, and does not count nothing as nought."""
    inspection = invented_inspection(previous=False)
    del inspection.result["run"]["channels"]
    for unit in inspection.result["units"]:
        del unit["channels"]

    write(inspection, tmp_path)

    assert "没有逐个渠道的数据" in (tmp_path / "index.html").read_text(encoding="utf-8")
