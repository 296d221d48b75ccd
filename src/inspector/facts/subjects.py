"""The bodies a guide speaks of as its own: in its title, at its beginning, as its work body."""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.channels import Page
from inspector.facts.document import norm
from inspector.facts.reading import Fact

_OPENING = 300
_END = (
    r"人民政府办公室|人民政府|街道办事处|办事处|管理委员会|委员会|政府办公室|管理局|分局|总队|支队|大队|(?:档案|图书|博物)馆"
    r"|服务中心|中心|街道|局|厅|委|镇|乡|办公室"
)
_BODY = lazy.pattern(rf"[\u4e00-\u9fff]{{2,22}}?(?:{_END})(?:[\u4e00-\u9fff]{{0,8}}(?:{_END}))?")
_LEAD = lazy.pattern(
    r"^.*(?:根据|按照|依照|依据|结合|为了|方便|获取|了解|由|向|在|会同|与|和|及|的|是|为|对|以及|或者|请|登录|通过|现将|制定|《|当前位置|首页)"
)
_TITLE = lazy.pattern(r"(?P<body>[\u4e00-\u9fff()]{3,40}?)(?:机关)?(?:的)?(?:政府|政务)?信息公开(?:工作)?(?:指南|目录)")
_NOBODY = lazy.pattern(
    r"^(?:本|各|有关|相关|其他|上级|下级|县级以上|国务院|全国|中华人民共和国|中共中央|行政机关|政府信息公开|信息公开|工作|受理|申请|所属)"
)


def subjects(page: Page, work_body: Fact | None) -> tuple[Fact, ...]:
    """Bodies named in the title, in the first 300 characters and as the work body; `notes["where"]` says which."""
    found: dict[str, Fact] = {}
    for fact in (*_of_title(page), *_of_opening(page)):
        found.setdefault(str(fact.value), fact)
    if work_body and work_body.value:
        body = Fact(work_body.value, work_body.quote, work_body.locator, {"where": "work_body"})
        found.setdefault(str(work_body.value), body)
    return tuple(found.values())


def body_names(text: str) -> tuple[str, ...]:
    """Names of government bodies in a text, in order, each once; generic words (本机关, 国务院) are none."""
    names = []
    for match in _BODY.finditer(norm(text)):
        name = _LEAD.sub("", match[0])
        if len(name) >= 3 and not _NOBODY.match(name):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _of_title(page: Page) -> list[Fact]:
    heads = [(page.document.title, "title")]
    heads += [(plain.line.text, plain.line.locator) for plain in page.lines[:12] if len(plain.text) <= 60]
    found = []
    for text, locator in heads:
        match = _TITLE.search(norm(text))
        name = _LEAD.sub("", match["body"]) if match else ""
        if len(name) >= 3 and not _NOBODY.match(name):
            found.append(Fact(name, text, locator, {"where": "title"}))
    return found


def _of_opening(page: Page) -> list[Fact]:
    found: list[Fact] = []
    read = 0
    for plain in page.lines:
        if re.search(r"当前位置|首页\s?>|来源[:：]", plain.text):
            continue
        text = norm(plain.text)[: _OPENING - read]
        found.extend(
            Fact(name, plain.quote(0, len(text)), plain.line.locator, {"where": "opening"}) for name in body_names(text)
        )
        read += len(text)
        if read >= _OPENING:
            break
    return found
