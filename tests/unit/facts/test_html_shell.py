"""A page leads on by itself where its script surely does so; what waits for a click, a telephone or a frame leads nowhere."""

from __future__ import annotations

import pytest

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
        f"if (phone) {{ show() }} else {GO}",
        f"phone && ({GO})",
        f"{GO} + id",
        f'{GO}; location.href = "/y.html"',
        f"$('#b').click(function () {{ {GO} }})",
        f"$.ajax({{success: function () {{ {GO} }}}})",
        'window.open("/notice.html", "", "width=400")',
        "location.href == '/x.html'",
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
