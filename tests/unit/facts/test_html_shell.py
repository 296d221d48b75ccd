"""A page leads on by itself where its script surely does so; what waits for a click, a telephone or a frame leads nowhere."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.facts.html.shell import leads_on
from inspector.facts.html.targets import called_with

GO = 'location.href = "/x.html"'


@pytest.mark.parametrize(
    "script",
    [
        f"{GO};",
        "self.location.replace('/x.html')",
        "setTimeout(\"window.location.href='/x.html'\", 100)",
        f"setTimeout(function () {{ {GO} }}, 100)",
        f"window.onload = function () {{ {GO} }}",
        f"$(function () {{ {GO} }})",
        f"(function () {{ {GO} }})()",
        f"function go() {{ {GO} }} setTimeout('go()', 3000)",
        f"function go() {{ {GO} }} window.onload = go;",
        f"alert('moved'); {GO}",
        f"// if it has moved\n/* if not {{ */ top.{GO}",
        f"try {{ {GO} }} catch (e) {{}}",
        f"{GO}; {GO}",
        f"var left = 5; function tick() {{ left--; if (left <= 0) {{ {GO} }} }} setInterval(tick, 1000)",
        f"function wait(n) {{ setTimeout(function () {{ n -= 1; if (n > 0) {{ wait(n) }} else {{ {GO} }} }}, 1000) }} wait(3)",
        f"if (/Android|iPhone/.test(navigator.userAgent)) {{ location.href = '/m/' }} else {{ {GO} }}",
        f"jQuery(function () {{ {GO} }})",
        f"var go = function () {{ {GO} }}; setTimeout(go, 10)",
        f"var from = '/a?b=1'\n{GO}",
    ],
)
def test_what_surely_runs_leads_on(script: str) -> None:
    """At once, after a while, or once the page is there."""
    assert leads_on(script) == "/x.html"


@pytest.mark.parametrize(
    "script",
    [
        'function login() { window.location.href = "/login.jsp" }',
        f"if (/mobile/i.test(navigator.userAgent)) {{ {GO} }}",
        f"if (top != self) top.{GO}",
        f"if (asked) {{ show() }} else {GO}",
        f"phone && ({GO})",
        f"{GO} + id",
        f'{GO}; location.href = "/y.html"',
        f"$('#b').click(function () {{ {GO} }})",
        f"$.ajax({{success: function () {{ {GO} }}}})",
        'window.open("/notice.html", "", "width=400")',
        "location.href == '/x.html'",
        f"document.getElementById('b').onclick = () => {GO}",
        f"var go = function () {{ {GO} }}; b.onclick = 1",
        f"if (phone == 1) {{ {GO} }}",
        f"var n = 5; setInterval(function () {{ n-- }}, 10); function login() {{ {GO} }}",
        "if (mobi" * 2_500,
        "a" * 20_000 + "=> {" + GO,
        "/*" * 20_000 + "{" * 20_000,
        "",
    ],
)
def test_what_may_never_run_leads_nowhere(script: str) -> None:
    """Nor does what is put together from parts, or one of two."""
    assert leads_on(script) == ""


@pytest.mark.parametrize(
    "click", ["window.open('/art/' + id)", "show('/art/' + id + '.html')", "location.href='/a/'+b"]
)
def test_a_click_on_an_address_in_parts_leads_nowhere(click: str) -> None:
    """Its first part alone is another page, and often none."""
    assert called_with(click) == ""


@pytest.mark.parametrize(
    ("body", "wanted"), [('<body onload="go()">', "https://a.gov.cn/x.html"), ("<body>", "")], ids=["onload", "none"]
)
def test_what_a_body_does_once_it_is_there_leads_on(body: str, wanted: str) -> None:
    """`onload` calls what the script only names."""
    page = f"<html><head><script>function go() {{ {GO} }}</script></head>{body}<p>清河区民政局</p></body></html>"
    assert parse(page.encode(), "https://a.gov.cn/").refresh == wanted
