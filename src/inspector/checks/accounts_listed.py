"""Is the printed list of new-media accounts the registered one? What a page cannot show (does it work) is for a person."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.checks.accounts import Account, printed, registered
from inspector.checks.case import Check, On, Params
from inspector.facts.document import Line, norm
from inspector.model.finding import Answer
from inspector.survey.dossier import Page

_LIST = "新媒体"
_SUBJECT = "accounts"


class AccountsListedParams(Params):
    """Nothing to set."""


def accounts_listed(on: On, _: AccountsListedParams) -> list[Answer]:
    """A fail, to be confirmed, for each account in which the printed list and the registry differ; else `manual`.

    A page is taken for the list where it is called one (新媒体) or prints an account of the registry; others print other units'.
    """
    accounts = registered(on)
    if not accounts:
        return [
            on.not_applicable(
                "登记表中没有该单位的新媒体账号", "the registry has no account of the unit", reason="none"
            )
        ]
    lists = [(page, found) for page in _pages(on) if (found := _list(page, accounts)) is not None]
    differing = [*_unprinted(on, lists, accounts), *_unregistered(on, lists, accounts)]
    if differing:
        return differing
    if not lists:
        zh, en = "没有看到印出的账号清单", "no printed list of accounts was seen"
    else:
        zh, en = (
            f"印出的{len(accounts)}个账号与登记一致",
            f"the {len(accounts)} accounts that are printed are those registered",
        )
    places = [on.cite(line, page) for page, found in lists for _, line in found]
    return [on.answer("manual", zh, en, *places, subject=_SUBJECT)]


def _pages(on: On) -> list[Page]:
    """The open pages that may print the list: the home page, the disclosure column, and their columns called so."""
    sheets = [on.case.dossier.sheet(role) for role in ("home", "disclosure")]
    called = [page for sheet in sheets for page in sheet.parts.get("columns", ()) if _LIST in norm(page.label)]
    pages = [*(sheet.page for sheet in sheets if sheet.page is not None), *called]
    return [page for page in {page.url: page for page in pages}.values() if page.open and page.document is not None]


def _list(page: Page, accounts: tuple[Account, ...]) -> list[tuple[Account, Line]] | None:
    document = page.document
    found = list(printed(document)) if document is not None else []
    named = document is not None and _LIST in norm(document.title + page.label)
    mine = any(one.same(account) for one, _ in found for account in accounts)
    return found if found and (mine or named) else None


_Lists = list[tuple[Page, list[tuple[Account, Line]]]]


def _unprinted(on: On, lists: _Lists, accounts: tuple[Account, ...]) -> Iterator[Answer]:
    texts = "".join(norm(page.document.text(None)).lower() for page, _ in lists if page.document is not None)
    for account in accounts if lists else ():
        if norm(account.name).lower() not in texts:
            zh = f"登记的账号“{account.text}”没有印在账号清单上"
            en = f"the registered account “{account.text}” is not on the printed list"
            yield on.failed(zh, en, on.cite(page=lists[0][0]), subject=account.text, sure=False)


def _unregistered(on: On, lists: _Lists, accounts: tuple[Account, ...]) -> Iterator[Answer]:
    seen: list[Account] = []
    for page, found in lists:
        for one, line in found:
            if not any(one.same(other) for other in (*accounts, *seen)):
                seen.append(one)
                zh = f"印出的账号“{one.platform}:{one.name}”没有登记：停用的应当删去，在用的应当登记"
                en = f"“{one.platform}:{one.name}” is printed and not registered: stopped ones come off the list"
                yield on.failed(zh, en, on.cite(line, page), subject=f"{one.platform}:{one.name}", sure=False)


CHECK = Check("accounts_listed", AccountsListedParams, accounts_listed, gated=False)
