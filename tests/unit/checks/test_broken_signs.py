"""Pages in GB 18030 that lost a byte: what readers cannot tell costs nobody a point."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from inspector.judge.fixtures import FixtureResult

Judge = Callable[..., FixtureResult]
HEAD = '<html><head><meta charset="gb2312"><title>清河区民政局政府信息公开指南</title></head><body><div class="main">'
GUIDE = f"""{HEAD}<h1>清河区民政局政府信息公开指南</h1>
<p>根据《中华人民共和国政府信息公开条例》（国务院令第711号），编制本指南。{"本机关依法公开政府信息。" * 40}</p>
<p>受理机构：本局办公室</p><p>办公地址：清河区文昌路18号305室</p><p>传真：010-55551209</p></div></body></html>"""
PROSE = "，方便公众获取本机关在履行职责过程中制作的信息"
FRONT = """page: home
unit: {name: 清河区民政局}
pages: [{role: guide, url: 'https://www.qinghe.gov.cn/g/', file: guide.html}]"""


@pytest.mark.parametrize(
    ("rule", "before", "stray", "wanted"),
    [
        ("GD-04", "办公地址", b"\x81", ("fail", False)),
        ("GD-09", "传真", b"\xa1", ("fail", False)),
        ("GD-09", "传真", b"\xff", ("pass", True)),
        ("GD-05", "传真", b"\xa1", ("fail", False)),
        ("GD-05", "传真", b"", ("fail", True)),
    ],
)
def test_a_label_behind_a_stray_byte(
    judge: Judge, rule: str, before: str, stray: bytes, wanted: tuple[str, bool]
) -> None:
    """Every second byte behind it belongs to another sign: the label is nonsense, and may be any."""
    raw = GUIDE.encode("gb18030")
    at = raw.index(before.encode("gb18030"))

    result = judge(rule, "<html><body></body></html>", FRONT, guide_html=raw[:at] + stray + raw[at:])

    assert [(one.outcome, one.confirmed) for one in result.findings] == [wanted]


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        (f"本机关�依法公开应当公开的政府信息{PROSE}", True),
        (f"本机关�依法公开应当公开的�政府信息{PROSE}", False),
        (f"工作日上�九时至十二时在本机关办公室办理{PROSE}", True),
        (f"办公时�：工作日上午{PROSE}", False),
        ("本机关�依法公开的信息", False),
        (f"受理机构�本机关办公室和其他的科室{PROSE}", False),
        (f"本机关联系电�以及其他的事项{PROSE}", False),
        (f"本机关�旌庸淙肿掷诵腹蒲抗扯岬鹊{PROSE}", False),
    ],
)
def test_a_sign_lost_in_prose_hides_nothing(judge: Judge, words: str, sure: bool) -> None:
    """Where one sign of running words is lost, no contact stands in its place; elsewhere it may."""
    html = GUIDE.replace("gb2312", "utf-8").replace("<p>受理", f"<p>{words}</p><p>受理")

    result = judge("GD-07", "<html><body></body></html>", FRONT, guide_html=html.encode())

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", sure)]


@pytest.mark.parametrize("rule", ["GD-11", "GD-12"])
def test_a_sign_lost_in_prose_may_be_one_of_a_description(judge: Judge, rule: str) -> None:
    """What is told in sentences is not told where one sign of them is lost."""
    words = f"本机关的政府信息分�机构职能类的信息和政策文件类的信息{PROSE}"
    html = GUIDE.replace("gb2312", "utf-8").replace("<p>受理", f"<p>{words}</p><p>受理")

    result = judge(rule, "<html><body></body></html>", FRONT, guide_html=html.encode())

    assert [(one.outcome, one.confirmed) for one in result.findings] == [("fail", False)]
