"""What one answer shows: the page that was asked for, or the reason why it is not that page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.facts.error_pages import shown_instead
from inspector.facts.page_failures import PAGE_TESTS
from inspector.model.capture import RULES_UNREAD, Capture, Failure

BLOCKING = frozenset({401, 403, 405, 406, 407, 412, 418, 426, 429, 451, 521})
"""Statuses that keep us out, or are about how we ask: browsers ask otherwise."""
_FEWEST = {"pdf": 20, "docx": 20, "doc": 20, "xlsx": 1, "xls": 1}
"""Characters without which a file is its pictures, e.g. a scan under its title."""
_ERRORS = frozenset({*range(400, 418), *range(421, 427), 428, 431, *range(500, 510), 520, *range(522, 528), 530})
"""What servers and what stands directly before them answer; any other status is what a filter invents (444, 493, 567, 999)."""
_OF_THE_NETWORK = 511
_UNHEARD = frozenset({Failure.DNS, Failure.CONNECT, Failure.RESET, Failure.TLS, Failure.TIMEOUT, Failure.PROTOCOL})
"""Failures that say nothing of a page where it was robots.txt that met with them: that could not be read, and nothing is permitted."""
GARBLED_SHARE = 0.01
_HEAD_BYTES = 60_000

_CHALLENGE_MARKS = lazy.pattern(
    rb"__jsl_clearance|__jsluid|acw_sc__v2|\$_ts\s*[=.\[]|window\[['\"]\$_ts|cf-browser-verification|"
    rb"cf[-_]chl|_cf_chl_opt|"
    rb"_guard/(?:auto|html|click)|safeline|slg-(?:title|box)|Incapsula|_Incapsula_Resource|yunsuo_session|"
    rb"<(?:script|meta)\b[^>]{0,300}\sr=['\"]m['\"]|"
    rb"WZWS[-_]|challenge-platform|document\.cookie\s*=[^<]{0,400}location\.(?:reload|replace|href)",
    re.IGNORECASE | re.DOTALL,
)
_CHALLENGE_WORDS = lazy.pattern(
    r"正在(?:对)?(?:您的|你的)?(?:检查|检测|验证|校验)?(?:您的|你的)?(?:浏览器|访问环境|安全)(?:进行|检查|检测|验证|校验|[,.。]|$)|正在(?:检查|检测|验证|校验)(?:您的|你的)?(?:浏览器|访问环境|安全)|浏览器安全(?:检查|检测|验证)|"
    r"安全(?:检查|检测)中|正在进行安全(?:检查|检测|验证)|"
    r"checkingyourbrowser|justamoment|ddosprotection|请(?:开启|启用|打开)(?:浏览器的?)?(?:javascript|js|"
    r"cookie)s?(?:并|后|,|，)(?:刷新|重新)",
    re.IGNORECASE,
)

_DATA = lazy.pattern(r"(?:[\w$.]{1,40}\(|var\w{1,40}=)?(?:\{(?=[\"}])|\[(?=[{\"\]]))")
"""How an answer begins that is data for a script (JSON, or a script's call with it), and nothing that people read."""
_DATA_CHARS = 100

_HOME_PATH = lazy.pattern(
    r"^/?(?:(?:home|portal|main|web|www)/)*(?:(?:index|default|home|main|portal)(?:\.\w{2,5})?)?$", re.IGNORECASE
)
_DISCLOSURE_HOST = lazy.pattern(r"(?:xxgk|zwgk|zfxxgk|gongkai|ysq)", re.IGNORECASE)


def look(capture: Capture, document: Document | None) -> Failure | None:
    """Why this answer does not show the page that was asked for; None where it does.

    `document` is the body as a Document, None where there was nothing to open. A HEAD or DNS answer is judged by its
    status alone.
    """
    if (met := met_with(capture)) is not None:
        return met
    if capture.ask.method == "DNS":
        return None
    refused = by_status(capture, document)
    if refused is not None or capture.ask.method == "HEAD":
        return refused or (Failure.MOVED if _sent_home(capture) else None)
    if _challenged(capture, document):
        return Failure.CHALLENGE
    if _sent_home(capture):
        return Failure.MOVED
    return Failure.UNREADABLE if document is None else _content(capture, document)


def met_with(capture: Capture) -> Failure | None:
    """What the collector met with on the way to the page; where that was on the way to robots.txt, the page was not asked for."""
    rules = capture.failure in _UNHEARD and RULES_UNREAD in capture.detail
    return Failure.ROBOTS if rules else capture.failure


def by_status(capture: Capture, document: Document | None = None) -> Failure | None:
    """What the status says, and what it does not where a browser check, a refusal or the page itself stands behind it."""
    status = capture.status or 200
    if status < 400:
        return None
    if status == _OF_THE_NETWORK:
        return Failure.INTERPOSED
    if status in BLOCKING or status not in _ERRORS:
        return Failure.BLOCKED
    if _challenged(capture, document):
        return Failure.CHALLENGE
    if document is not None and (shown := shown_instead(document)) is not None:
        return shown
    if status in (404, 410):
        return Failure.NOT_FOUND
    return Failure.CLIENT_ERROR if status < 500 else Failure.SERVER_ERROR


def _challenged(capture: Capture, document: Document | None) -> bool:
    if document is not None and (document.kind != "html" or document.exceeds(300)):
        return False
    shown = norm(document.title + document.text(None)) if document else ""
    if len(shown) > 300:
        return False
    if _CHALLENGE_WORDS.search(shown):
        return True
    return len(shown) < 80 and bool(_CHALLENGE_MARKS.search(capture.body[:_HEAD_BYTES]))


def _sent_home(capture: Capture) -> bool:
    if not capture.hops:
        return False
    asked, ended = urlsplit(capture.ask.url), urlsplit(capture.final_url)
    if ended.fragment or not ended.hostname or not _is_home(ended.path, ended.query):
        return False
    other_host = ended.hostname != asked.hostname
    if other_host and _DISCLOSURE_HOST.search(ended.hostname.split(".")[0]):
        return False
    return not _is_home(asked.path, "") or bool(asked.query)


def _is_home(path: str, query: str) -> bool:
    return bool(_HOME_PATH.match(path)) and not any(value.isdigit() and value != "404" for _, value in parse_qsl(query))


def _content(capture: Capture, document: Document) -> Failure | None:
    if document.problem or not capture.body or _empty(document):
        return Failure.UNREADABLE
    if document.kind in ("html", "text") and _DATA.match(document.wording[:_DATA_CHARS]):
        return Failure.UNREADABLE
    if max(document.replaced, _misread(document)) > GARBLED_SHARE:
        return Failure.GARBLED
    if document.kind != "html":
        return _file(document)
    return next((failure for failure, seen in PAGE_TESTS if seen(capture, document)), None)


def _misread(document: Document) -> float:
    """The share of a file's signs that were lost when it was made: text pasted or imported in the wrong encoding."""
    text = document.text(None) if document.kind != "html" else ""
    return text.count("\ufffd") / max(1, len(text))


def _empty(document: Document) -> bool:
    """Markup that shows nothing and brings nothing: an answer broken off, not a blank column."""
    if document.kind != "html" or document.wording or document.lines:
        return False
    brought = (document.scripts, document.inline, document.frames, document.images, document.forms, document.refresh)
    return not any(brought)


def _file(document: Document) -> Failure | None:
    if document.kind == "image" or document.chars < _FEWEST.get(document.kind, 0):
        return Failure.IMAGE_ONLY
    return Failure.UNREADABLE if document.kind == "unknown" and not document.lines else None
