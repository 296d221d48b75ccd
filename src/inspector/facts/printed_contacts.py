"""What guides and application pages both print of the work body: where it is, when it is open, how it is reached (Art. 12(2))."""

from __future__ import annotations

from collections.abc import Callable

from inspector import lazy
from inspector.facts.access import access_methods
from inspector.facts.addresses import postal_code
from inspector.facts.body_names import OWN
from inspector.facts.channels import Page, address_of, no_fax_taken, postal
from inspector.facts.document import PICTURE
from inspector.facts.elements import office_hours, work_body
from inspector.facts.own_mailboxes import contact_mailboxes
from inspector.facts.reading import Fact, Found
from inspector.facts.stale_law import stale_law
from inspector.facts.telephones import faxes, phones, pictures_of

_PICTURED_MAILBOX = lazy.pattern(rf"(?:邮箱|邮件|信箱)[^。;,]{{0,6}}{PICTURE}")


def printed_contacts(page: Page) -> dict[str, Callable[[], Found]]:
    """How each is found, by its name. `postal` and `access_methods` are plain data; lists are tuples; absent is None."""
    return {
        "work_body": lambda: work_body(page.pairs, page.lines),
        "office_address": lambda: address_of(page),
        "office_hours": lambda: office_hours(page.pairs, page.lines, page.owners),
        "phone": lambda: phones(page.pairs),
        "fax": lambda: faxes(page.pairs) or no_fax_taken(page),
        "email": lambda: contact_mailboxes(page.mailboxes) or pictures_of(page.pairs, ("email",)) or _pictured(page),
        "online_url": lambda: page.urls,
        "postal_code": lambda: postal_code(page.pairs),
        "postal": lambda: postal(page),
        "access_methods": lambda: access_methods(page),
        "stale_law": lambda: stale_law(page.lines, page.owners),
    }


def _pictured(page: Page) -> tuple[Fact, ...]:
    """`发送电子邮件至` and a picture: a mailbox that is there and cannot be read."""
    own = ((plain, owner) for plain, owner in zip(page.lines, page.owners, strict=True) if owner in OWN)
    found = ((plain, match) for plain, _ in own if (match := _PICTURED_MAILBOX.search(plain.text)))
    return tuple(Fact(None, plain.quote(*m.span()), plain.line.locator, {"picture": True}) for plain, m in found)[:1]
