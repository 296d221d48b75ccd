"""What an answer with an error status shows in place of an error: a firewall's refusal, a notice, or the page itself."""

from __future__ import annotations

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.page_failures import captcha, gone_line, speaks_of_faults
from inspector.facts.walls import interposed, refused
from inspector.model.capture import Failure

_MUCH, _ENTRIES = 300, 8
"""Chinese signs that are no links, and links in the main part: an error page has fewer of both."""
_CHINESE = lazy.pattern(r"[\u4e00-\u9fff]")
_HOME = lazy.pattern(r"(?:首页|网站|门户|平台|人民政府|政府网)$")
_PARTS = lazy.pattern(r"[-_|—–·]")


def shown_instead(document: Document) -> Failure | None:
    """Why an error status proves nothing here; None where the answer is the error that its status says it is."""
    if refused(document):
        return Failure.BLOCKED
    if interposed(document):
        return Failure.INTERPOSED
    if captcha(document):
        return Failure.CAPTCHA
    return Failure.CONTRADICTED if _page(document) else None


def _page(document: Document) -> bool:
    """Whether a page that people read stands there: text, or the entries of a column, and no word of a fault where one would stand."""
    if document.kind != "html" or document.problem or speaks_of_faults(norm(document.title)):
        return False
    return _text(document) or _column(document)


def _text(document: Document) -> bool:
    lines = [line for line in document.lines if line.region == "main"]
    said = sum(len(_CHINESE.findall(line.text)) for line in lines)
    linked = sum(len(_CHINESE.findall(link.text)) for link in document.links if link.region == "main")
    return said - linked >= _MUCH and not any(gone_line(line) for line in lines)


def _column(document: Document) -> bool:
    """A home page in every missing page's place is none of them."""
    entries = [link for link in document.links if link.region == "main" and link.text.strip()]
    title = norm(_PARTS.split(document.title)[0])
    return (
        len(entries) >= _ENTRIES and not speaks_of_faults(document.wording) and bool(title) and not _HOME.search(title)
    )
