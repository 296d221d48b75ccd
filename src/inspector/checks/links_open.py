"""Do the links on the page lead somewhere?"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from inspector.checks.case import Check, On, Params
from inspector.checks.channel_pages import ROLES
from inspector.checks.elsewhere import ANOTHERS, elsewhere
from inspector.checks.missing import NO_DOUBT, not_open
from inspector.facts.substance import text_links
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class LinksOpenParams(Params):
    """`per`: one finding for the page with all dead links, or one finding for each (`link`)."""

    per: Literal["page", "link"] = "page"
    part: str = "links"
    inner: str = ""
    """A further part, links of inner pages, each counted `inner_hits` times."""
    inner_hits: Decimal = Decimal("0.1")


def links_open(on: On, params: LinksOpenParams) -> list[Answer]:
    """Fail for links proven dead; a person confirms those that lie on another site, which may turn only us away.

    Links that could not be seen (blocked, silent) are left out, and counted. Where that is more than half of them, what the
    others show proves nothing.
    """
    closed = not_open(on)
    if closed is not None:
        return [closed if closed.outcome == "undetermined" else on.not_applicable("页面不存在", "there is no page")]
    inner = on.sheet.parts.get(params.inner, ())
    links = (*_own(on, on.sheet.parts.get(params.part, ())), *inner)
    dead = [link for link in links if link.sight.state == "failed"]
    unseen = [link for link in links if link.sight.state == "unseen"]
    if not links:
        return [on.not_applicable("页面中没有需要检查的链接", "there is no link to check")]
    if dead and params.per == "link":
        whole = Decimal(1)
        return [
            _dead(on, [one], len(links), len(unseen), one.url, params.inner_hits if one in inner else whole)
            for one in dead
        ]
    if dead:
        own = [link for link in dead if not elsewhere(on, link)]
        return [_dead(on, own or dead, len(links), len(unseen), on.role)]
    if len(unseen) > len(links) / 2:
        first = unseen[0].sight
        return [
            on.unseen(
                f"{len(links)}个链接中有{len(unseen)}个未能检查，其余没有失效",
                f"{len(unseen)} of {many(len(links), 'link')} could not be checked, none of the others is dead",
                whose=first.attribution,
                reason=first.code,
            )
        ]
    zh = f"检查{len(links)}个链接，没有失效（{len(unseen)}个未能检查）"
    return [on.passed(zh, f"{many(len(links), 'link')} looked at, none dead ({len(unseen)} could not be checked)")]


def _own(on: On, links: tuple[Page, ...]) -> list[Page]:
    """The links of the page's text; those of its menus are the site's, online entries and form files have rules of their own."""
    document = on.page.document
    if document is None or on.role == "home":
        return list(links)
    own = {link.url for link in text_links(document)} - _channels(on)
    return [link for link in links if link.url in own]


def _channels(on: On) -> set[str]:
    if on.role not in ROLES:
        return set()
    files = on.page.read("application").data("form_files")
    rows = [row for row in files if isinstance(row, dict)] if isinstance(files, list) else []
    urls = {str(fact.value) for fact in on.reading.many("online_url") if fact.value}
    return urls | {str(row.get("url")) for row in rows if row.get("named")}


def _dead(on: On, dead: list[Page], total: int, unseen: int, subject: str, hits: Decimal = Decimal(1)) -> Answer:
    shown = "；".join(f"“{link.label}”{link.url}" for link in dead[:5])
    listed = "; ".join(f"“{link.label}” {link.url}" for link in dead[:5])
    others = all(elsewhere(on, link) for link in dead)
    why = ANOTHERS if others else NO_DOUBT
    zh = f"{total}个链接中有{len(dead)}个失效（{unseen}个未能检查）：{shown}{why.zh}"
    en = f"{len(dead)} of {many(total, 'link')} dead ({unseen} could not be checked): {listed}{why.en}"
    return on.failed(zh, en, *(on.cite(link.label, link) for link in dead), subject=subject, hits=hits, sure=not others)


CHECK = Check(
    "links_open",
    LinksOpenParams,
    links_open,
    needs=lambda params, role: frozenset({f"{role}.{params.part}"}),
    gated=False,
)
