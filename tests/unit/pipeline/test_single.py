"""A site looked at on demand goes by the name that its own page bears."""

from __future__ import annotations

import pytest

from inspector.facts.html.parse import parse
from inspector.model.unit import Unit, UnitType
from inspector.pipeline.single import _named

HOST = "www.tongjiang.gov.cn"


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [
        ("桐江区经济和信息化局政府信息公开_桐江区人民政府", "department", "桐江区经济和信息化局"),
        ("政府信息公开-桐江区园林绿化局", "department", "桐江区园林绿化局"),
        ("青溪镇人民政府信息公开专栏", "township", "青溪镇人民政府"),
        ("政府信息公开 - 桐江区人民政府", "department", HOST),
        ("政府信息公开", "department", HOST),
    ],
)
def test_the_name_is_the_pages(title: str, kind: UnitType, name: str) -> None:
    """A bureau's name before the portal's; where the page says none, the host stands for it."""
    page = parse(
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body><p>x</p></body></html>".encode(),
        f"https://{HOST}/",
    )

    assert _named(Unit("site", HOST, kind, own_hosts=(HOST,)), page).name == name
