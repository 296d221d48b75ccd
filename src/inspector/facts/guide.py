"""The disclosure guide (政府信息公开指南): the elements of Art. 12(2), and what rules GD, OL and CH ask of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from inspector import lazy
from inspector.facts.access import access_methods, arrangement, classification
from inspector.facts.addresses import postal_code
from inspector.facts.body_names import OWN
from inspector.facts.channels import Page, address_of, channels, no_fax_taken, postal
from inspector.facts.directory import directory
from inspector.facts.document import PICTURE, Document
from inspector.facts.editions import edition
from inspector.facts.elements import office_hours, work_body
from inspector.facts.own_mailboxes import contact_mailboxes
from inspector.facts.page_dates import generated, published, signed, updated
from inspector.facts.plain import sentences
from inspector.facts.reading import Fact, Facts, Found, Reader, WhenAsked
from inspector.facts.stale_law import reply_limits, stale_law
from inspector.facts.subjects import subjects
from inspector.facts.telephones import faxes, phones, pictures_of
from inspector.facts.unplaced import on_the_net, unplaced

_ELSEWHERE = lazy.pattern(
    r"(?:受理(?:机构|点|单位)|联系(?:方式|电话|地址)|办公地址|工作机构|各单位)[^。;]{0,24}?(?:详见|参见|请?见|查看|点击)[^。;]{0,16}?(?:附件|附表|附后|名单|一览表|链接)"
)
_PICTURED_MAILBOX = lazy.pattern(rf"(?:邮箱|邮件|信箱)[^。;,]{{0,6}}{PICTURE}")
_REGULATION = lazy.pattern(r"《?(?:中华人民共和国)?政府信息公开条例》?")


def read(document: Document) -> Facts:
    """The facts of a guide. `channels`, `postal` and `access_methods` are plain data; lists are tuples; absent is None.

    `unplaced`: by the name of an absent contact the words that may hold it, under no label that is known.
    """
    page = Page(document)
    contacts: dict[str, Callable[[], Found]] = {
        "work_body": lambda: work_body(page.pairs, page.lines),
        "office_address": lambda: address_of(page),
        "office_hours": lambda: office_hours(page.pairs, page.lines, page.owners),
        "phone": lambda: phones(page.pairs),
        "fax": lambda: faxes(page.pairs) or no_fax_taken(page),
    }
    return WhenAsked(
        **contacts,
        unplaced=lambda: (
            unplaced(page, [name for name, find in contacts.items() if not find()])
            | ({} if page.urls else on_the_net(page))
        ),
        email=lambda: contact_mailboxes(page.mailboxes) or pictures_of(page.pairs, ("email",)) or _pictured(page),
        online_url=lambda: page.urls,
        postal_code=lambda: postal_code(page.pairs),
        classification=lambda: classification(page),
        arrangement=lambda: arrangement(page),
        access_methods=lambda: access_methods(page),
        published=lambda: published(document),
        updated=lambda: updated(document),
        signed=lambda: signed(document) or generated(document),
        edition=lambda: edition(document),
        stale_law=lambda: stale_law(page.lines, page.owners),
        subjects=lambda: subjects(page, work_body(page.pairs, page.lines)),
        postal=lambda: postal(page),
        channels=lambda: channels(page),
        time_limit=lambda: next(reply_limits(page.lines), None),
        regulation=lambda: regulation(page),
        directory=lambda: directory(document),
        elsewhere=lambda: _elsewhere(page),
    )


def _pictured(page: Page) -> tuple[Fact, ...]:
    """`发送电子邮件至` and a picture: a mailbox that is there and cannot be read."""
    own = ((plain, owner) for plain, owner in zip(page.lines, page.owners, strict=True) if owner in OWN)
    found = ((plain, match) for plain, _ in own if (match := _PICTURED_MAILBOX.search(plain.text)))
    return tuple(Fact(None, plain.quote(*m.span()), plain.line.locator, {"picture": True}) for plain, m in found)[:1]


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
