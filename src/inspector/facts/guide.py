"""The disclosure guide (政府信息公开指南): the elements of Art. 12(2), and what rules GD, OL and CH ask of it."""

from __future__ import annotations

import re
from functools import cache

from inspector import lazy
from inspector.facts.access import arrangement, classification
from inspector.facts.channels import Page, channels
from inspector.facts.directory import directory
from inspector.facts.document import Document
from inspector.facts.editions import edition
from inspector.facts.elements import work_body
from inspector.facts.page_dates import generated, published, signed, updated
from inspector.facts.plain import sentences
from inspector.facts.printed_contacts import printed_contacts
from inspector.facts.reading import Fact, Facts, Reader, WhenAsked
from inspector.facts.stale_law import reply_limits
from inspector.facts.subjects import subjects
from inspector.facts.unplaced import on_the_net, unplaced

_ELSEWHERE = lazy.pattern(
    r"(?:受理(?:机构|点|单位)|联系(?:方式|电话|地址)|办公地址|工作机构|各单位)[^。;]{0,24}?(?:详见|参见|请?见|查看|点击)[^。;]{0,16}?(?:附件|附表|附后|名单|一览表|链接)"
)
_MAY_BE_UNPLACED = ("work_body", "office_address", "office_hours", "phone", "fax")
_REGULATION = lazy.pattern(r"《?(?:中华人民共和国)?政府信息公开条例》?")


def read(document: Document) -> Facts:
    """The facts of a guide. `channels`, `postal` and `access_methods` are plain data; lists are tuples; absent is None.

    `unplaced`: by the name of an absent contact the words that may hold it, under no label that is known.
    """
    page = Page(document)
    contacts = {name: cache(find) for name, find in printed_contacts(page).items()}
    return WhenAsked(
        **contacts,
        unplaced=lambda: (
            unplaced(page, [name for name in _MAY_BE_UNPLACED if not contacts[name]()])
            | ({} if page.urls else on_the_net(page))
        ),
        classification=lambda: classification(page),
        arrangement=lambda: arrangement(page),
        published=lambda: published(document),
        updated=lambda: updated(document),
        signed=lambda: signed(document) or generated(document),
        edition=lambda: edition(document),
        subjects=lambda: subjects(page, work_body(page.pairs, page.lines)),
        channels=lambda: channels(page),
        time_limit=lambda: next(reply_limits(page.lines), None),
        regulation=lambda: regulation(page),
        directory=lambda: directory(document),
        elsewhere=lambda: _elsewhere(page),
    )


def _elsewhere(page: Page) -> Fact | None:
    """The words by which a guide leaves its contacts to an attached file: `受理机构及联系方式详见附件`."""
    found = ((plain, match) for plain in page.lines for match in _ELSEWHERE.finditer(plain.text))
    return next((Fact(m[0], plain.quote(*m.span()), plain.line.locator) for plain, m in found), None)


def regulation(page: Page) -> Fact | None:
    """Which edition of the Regulations the guide cites: `711`, `492`, or `unspecified`; None where it cites none."""
    found: Fact | None = None
    for plain in page.lines:
        for start, end in sentences(plain.text):
            text = plain.text[start:end]
            order = re.search(r"711|492", text)
            if order and ("令" in text or _REGULATION.search(text)):
                return Fact("711" if "711" in text else "492", plain.quote(start, end), plain.line.locator)
            if found is None and _REGULATION.search(text):
                found = Fact("unspecified", plain.quote(start, end), plain.line.locator)
    return found


READER = Reader("guide", read)
