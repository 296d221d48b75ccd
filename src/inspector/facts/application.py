"""The application page (依申请公开): channels, form fields and files, privacy notice, progress query."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from inspector import lazy
from inspector.facts.application_form import form_fields, is_application_form
from inspector.facts.channels import Page, channels, entry
from inspector.facts.document import Document, Link
from inspector.facts.page_dates import published, updated
from inspector.facts.plain import sentences
from inspector.facts.printed_contacts import printed_contacts
from inspector.facts.reading import Fact, Facts, Json, Reader, WhenAsked

_FILES = frozenset({"doc", "docx", "wps", "pdf", "xls", "xlsx", "rtf", "et", "ofd"})
_NAMED = lazy.pattern(r"申请表|申请书|表格|表样")
_DOWNLOAD = lazy.pattern(r"download|attach|file|upload|附件|下载", re.IGNORECASE)
_PRIVACY = lazy.pattern(
    r"(?:隐私|个人信息)(?:保护)?(?:政策|声明|协议|条款|告知|须知|说明)|个人信息[^。;]{0,24}(?:保密|保护|仅用于|不会|处理规则)"
)
_PROGRESS = lazy.pattern(
    r"(?:进度|办件|状态|结果|答复|申请|办理情况|办理进度)查询|查询(?:申请)?(?:进度|办理|结果|状态|答复|答复结果)|查询码|我的申请"
)


def read(document: Document) -> Facts:
    """The facts of an application page. `channels`, `form_fields`, `form_files` and `postal` are plain data."""
    page = Page(document)
    return WhenAsked(
        **printed_contacts(page),
        channels=lambda: [*channels(page), *_own_forms(page)],
        form_fields=lambda: form_fields(document),
        form_files=lambda: form_files(document),
        privacy_notice=lambda: privacy_notice(page),
        progress_query=lambda: progress_query(page),
        published=lambda: published(document),
        updated=lambda: updated(document),
    )


def form_files(document: Document) -> Json:
    """`[{"text", "url", "ext", "named"}]`: documents linked from the page; `named` where the words say it is a form."""
    found: dict[str, Json] = {}
    for link in document.links:
        if link.region != "main" or link.url in found:
            continue
        ext = _extension(link)
        named = bool(_NAMED.search(f"{link.text}{link.title}"))
        if ext or (named and _DOWNLOAD.search(f"{link.text}{urlsplit(link.url).path}")):
            found[link.url] = {"text": link.text, "url": link.url, "ext": ext, "named": named, "locator": link.locator}
    return list(found.values())


def privacy_notice(page: Page) -> Fact | None:
    """The sentence or link that says how the applicant's personal data are kept."""
    for plain in page.lines:
        for start, end in sentences(plain.text):
            if _PRIVACY.search(plain.text[start:end]):
                quote = plain.quote(start, end)
                return Fact(quote, quote, plain.line.locator)
    return None


def progress_query(page: Page) -> Fact | None:
    """The entry for following an application: its address, or the words where it is part of this page."""
    for link in page.document.links:
        if link.region == "main" and _PROGRESS.search(link.text or link.title) and link.url.startswith("http"):
            return Fact(link.url, link.text or link.title, link.locator)
    for form in page.document.forms:
        if any(_PROGRESS.search(field.label) for field in form.fields):
            return Fact(form.action or page.document.url, form.fields[0].label, form.locator)
    return None


def _own_forms(page: Page) -> list[Json]:
    """An application form on the page is itself a declared channel."""
    known = {fact.value for fact in page.urls}
    for form in page.document.forms:
        if is_application_form(form) and page.document.url not in known:
            return [entry("form", page.document.url, True, form.fields[0].label, form.locator)]
    return []


def _extension(link: Link) -> str:
    for name in (urlsplit(link.url).path, urlsplit(link.url).query, link.text):
        ext = PurePosixPath(unquote(name).strip()).suffix.lower().lstrip(".")
        if ext in _FILES:
            return ext
    return ""


READER = Reader("application", read)
