"""Blocks that a click shows are read; blocks that stand alone and hidden are not."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse

URL = "https://www.qinghe.gov.cn/zn.html"
TEXT = "受理机构：清河区民政局办公室，联系电话：010-55557777，办公地址：清河区安和路12号"


def _shows(markup: str) -> bool:
    document = parse(f"<html><body>{markup}</body></html>".encode(), URL)
    return any("受理机构" in line.text for line in document.lines)


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="tab-con">一</div><div class="tab-con" style="display:none">{TEXT}</div>',
        f'<div id="con_one_1">一</div><div id="con_one_2" style="display: none;">{TEXT}</div>',
        f'<ul class="list on"><li>一</li></ul><ul class="list" style="display:none"><li>{TEXT}</li></ul>',
        f'<div class="box" hidden>{TEXT}</div><div class="box">一</div>',
        f'<div style="display:block">一</div><div style="display:none">{TEXT}</div>',
        f'<div class="tab-bd"><div>一</div><div style="display:none">{TEXT}</div></div>',
        f'<dl><dt>依申请公开</dt><dd style="display:none">{TEXT}</dd></dl>',
        f'<h3 onclick="show(2)">依申请公开</h3><div style="display:none">{TEXT}</div>',
        f'<div class="acc-title">一</div><div class="acc-con" style="display:none">{TEXT}</div>',
        f'<h4>一</h4><div style="display:none">主动公开</div><h4>二</h4><div style="display:none">{TEXT}</div>',
    ],
)
def test_panels_of_tabs_are_read(markup: str) -> None:
    """A hidden block among its like, one of which is shown, is a panel that a reader of the page can open."""
    assert _shows(markup)


@pytest.mark.parametrize(
    "markup",
    [
        f'<div style="display:none">{TEXT}</div><div>一</div>',
        f'<div class="dialog" style="display:none">{TEXT}</div><div class="main">一</div>',
        f'<div class="a" style="display:none">{TEXT}</div><div class="a" style="display:none">二</div>',
        f'<p>我局开展走访慰问活动，看望困难群众。</p><div style="display:none">{TEXT}</div>',
        f'<h1>通知公告</h1><div style="display:none">{TEXT}</div><p>一</p>',
    ],
)
def test_what_stands_alone_and_hidden_is_hidden(markup: str) -> None:
    """Dialogs, templates and injected text are not what the page says."""
    assert not _shows(markup)
