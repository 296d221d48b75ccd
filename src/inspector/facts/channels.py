"""The channels of application a page declares or refuses, each with its value: one entry a kind and value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from inspector import lazy
from inspector.facts.addresses import mailing_address, office_address, postal_code, posted_code, recipient
from inspector.facts.document import Document
from inspector.facts.labels import Pair, pairs
from inspector.facts.online import online_urls
from inspector.facts.own_mailboxes import Mailbox, own_mailboxes
from inspector.facts.owners import Owner, headings, own_lines, owners
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact, Json
from inspector.facts.statements import KINDS, Statement, statements
from inspector.facts.telephones import faxes, pictures_of

_NO_FAX = lazy.pattern(
    r"(?:未|不|没有?|暂?无)(?:予|再|对外|单独|另行)*(?:设立|设置|设|开通|提供|配备|配置|安装|使用|公布|公开)?(?:专用|公开|办公)?的?传真"
    r"(?!(?:至|到|件|申请|提交))|(?:已|予以|现)(?:取消|停用|撤销|停止使用|停止提供)了?传真(?!方式)|"
    r"传真[^。;,\d]{0,6}(?:暂?未|尚未|没有)(?:开通|开设|设立|配备|配置|安装|提供)|"
    r"传真[^。;,\d]{0,6}(?:不再|停止|暂停)(?:对外)?(?:使用|提供|接收|受理|开通)|"
    r"传真[^。;,\d]{0,6}(?:自|从|于)[\d年月日]{4,11}(?:起|开始)?,?(?:已|正式|全面)*(?:不再|停止|暂停|停用|取消|关闭)|"
    r"传真(?:受理|申请|提交|渠道|方式)?[:(]?(?:已|现已)?关闭|"
    r"传真(?:号码?|机|电话|服务|业务)?(?:均|现)?已(?:经|被)?(?:停用|停止|取消|撤销|报停|停机|拆除|注销|废止)"
)


@dataclass(frozen=True)
class Page:
    """A document as the readers of guides and application pages see it; each part is read once, when one of them asks for it."""

    document: Document

    @cached_property
    def lines(self) -> tuple[Plain, ...]:
        """Its own lines."""
        return own_lines(self.document)

    @cached_property
    def owners(self) -> tuple[Owner, ...]:
        """Whose block each line stands in."""
        return owners(self.lines)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The headings above each line."""
        return headings(self.lines)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Labels with their values."""
        return pairs(self.lines, self.owners, self.headings)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What it says of channels."""
        return statements(self.lines, self.owners, self.headings)

    @cached_property
    def mailboxes(self) -> tuple[Mailbox, ...]:
        """The body's own mailboxes."""
        return own_mailboxes(self.lines, self.owners, self.headings, self.pairs, self.statements)

    @cached_property
    def urls(self) -> tuple[Fact, ...]:
        """Addresses of online forms."""
        return online_urls(self.document, self.lines, self.owners, self.headings, self.pairs)


def channels(page: Page) -> list[Json]:
    """`[{"kind", "value", "accepts", "quote", "locator"}]`: declared (true), refused (false) or only printed (null).

    A kind that the page does not speak of is absent. A refusal of a kind wins over its mention elsewhere.
    """
    found: list[Json] = []
    for kind in KINDS:
        said = [statement for statement in page.statements if statement.kind == kind]
        found.extend(_entries(page, kind, said))
    return found


def _entries(page: Page, kind: str, said: list[Statement]) -> Iterator[Json]:
    valued = list(_valued(page, kind, said))
    refused = next((statement for statement in said if not statement.accepts), None)
    declared = next((statement for statement in said if statement.accepts), None)
    for value, accepts, quote, locator in valued:
        yield entry(kind, value or None, accepts, quote, locator)
    statement = refused or declared
    if statement and not valued:
        place = statement.plain.line.locator
        yield entry(kind, _value(page, kind), statement.accepts, statement.quote, place)


def _valued(page: Page, kind: str, said: list[Statement]) -> Iterator[tuple[str, bool | None, str, str]]:
    """Mailboxes and addresses that carry their own statement."""
    refused = any(not statement.accepts for statement in said)
    if kind == "email":
        for box in page.mailboxes:
            yield box.address, box.accepts, box.quote, box.locator
        for fact in () if page.mailboxes else pictures_of(page.pairs, ("email",)):
            yield "", None, fact.quote, fact.locator
    elif kind == "form":
        for fact in page.urls:
            accepts = fact.notes.get("accepts")
            if accepts is not None:
                yield str(fact.value), bool(accepts) and not refused, fact.quote, fact.locator


def _value(page: Page, kind: str) -> str | None:
    if kind == "fax":
        return next((str(fact.value) for fact in faxes(page.pairs) if fact.value), None)
    if kind == "post":
        return _text(mailing_address(page.pairs) or address_of(page))
    return _text(address_of(page)) if kind == "in_person" else None


def _text(fact: Fact | None) -> str | None:
    return str(fact.value) if fact else None


def no_fax_taken(page: Page) -> tuple[Fact, ...]:
    """A page that prints no number and says that it has no fax, or takes no applications by it, has declared that there is none."""
    refused = [(one.quote, one.plain) for one in page.statements if one.kind == "fax" and not one.accepts]
    said = [(plain.quote(*match.span()), plain) for plain in _own(page) for match in _NO_FAX.finditer(plain.text)]
    return tuple(Fact(None, quote, plain.line.locator, {"declared_none": True}) for quote, plain in refused + said)[:1]


def _own(page: Page) -> Iterator[Plain]:
    """Lines that are not a reading room's, a complaints desk's, the site's or a form's."""
    return (plain for plain, owner in zip(page.lines, page.owners, strict=True) if owner in ("", "work_body"))


def address_of(page: Page) -> Fact | None:
    """The office address of the page."""
    return office_address(page.pairs, page.lines, page.owners)


def postal(page: Page) -> dict[str, Json]:
    """What the postal channel needs: `address`, `recipient`, `postcode`, `envelope_mark`; a fact's JSON or None each."""
    address = mailing_address(page.pairs) or address_of(page)
    code = postal_code(page.pairs) or posted_code(page.lines, page.owners)
    parts = {"address": address, "recipient": recipient(page.pairs, page.lines), "postcode": code}
    found: dict[str, Json] = {name: fact.json() if fact else None for name, fact in parts.items()}
    mark = envelope_mark(page.lines)
    return found | {"envelope_mark": mark.json() if mark else None}


def envelope_mark(lines: tuple[Plain, ...]) -> Fact | None:
    """The sentence that asks for `政府信息公开申请` on the envelope."""
    for plain in lines:
        start = plain.text.find("信封")
        if start >= 0 and any(word in plain.text for word in ("注明", "标注", "标明", "写明", "字样")):
            return Fact("政府信息公开申请", plain.quote(start, start + 2), plain.line.locator)
    return None


def entry(kind: str, value: str | None, accepts: bool | None, quote: str, locator: str) -> Json:
    """One channel as plain data."""
    return {"kind": kind, "value": value, "accepts": accepts, "quote": quote, "locator": locator}
