"""Bytes to a `Document`, by what the bytes are: neither the extension nor the declared type decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from inspector import lazy
from inspector.facts.decode import decode
from inspector.facts.document import Document
from inspector.facts.grids import MOST_SIGNS, Pages
from inspector.facts.html.addresses import Addresses
from inspector.facts.html.head import refresh_target
from inspector.facts.html.parse import glance, parse
from inspector.facts.package import Unreadable, open_package
from inspector.model.capture import Capture, Failure

Opener = Callable[[bytes, str, str], Document]
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = lazy.pattern(
    rb"<(?:!doctype|!--|\?xml|html|head|body|meta|title|div|table|script|p|span|a|ul|h[1-6]|br|form|iframe)\b",
    re.IGNORECASE,
)
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1b"})
_LOOKED_AT = 4096
_LONGEST_LINE = 20_000
"""Signs of one line; no page or file that people read has a longer one, and the time of patterns may grow with its square."""
_MOST_CONTROLS = 0.02


def open_document(body: bytes, url: str, content_type: str = "") -> Document:
    """The document in `body`; what cannot be read has no lines and says why in `problem`.

    `content_type` is the whole header value. Nothing is raised for a file, however broken.
    """
    return _opened(body, url, content_type, _OPENERS)


def _opened(body: bytes, url: str, content_type: str, openers: Mapping[str, Opener]) -> Document:
    kind = sniff(body)
    try:
        return _bounded(openers[kind](body, url, content_type))
    except Unreadable as why:
        return Document(url=url, kind=_refused_kind(kind, url), problem=str(why))
    except RecursionError:
        return Document(url=url, kind=_refused_kind(kind, url), problem="the file is nested too deeply")


def _bounded(document: Document) -> Document:
    """`document`, or none of it where it has more text than anything that is written for people."""
    if document.fits(_LONGEST_LINE, MOST_SIGNS):
        return document
    problem = "the text is longer, or has longer lines, than any that is written for people"
    return Document(document.url, document.kind, document.charset, document.replaced, problem=problem)


def document_of(capture: Capture) -> Document | None:
    """The document a capture shows; None where nothing was to be read."""
    return _shown(capture, _OPENERS)


def glance_at(capture: Capture) -> Document | None:
    """The same document, quicker made where little of it is asked for: whether it is the page, its title, links and wording."""
    return _shown(capture, _AT_A_GLANCE)


def _shown(capture: Capture, openers: Mapping[str, Opener]) -> Document | None:
    if not capture.body or capture.ask.method not in ("GET", "RENDER") or capture.failure is Failure.UNREADABLE:
        return None
    url = capture.final_url or capture.ask.url
    document = _opened(capture.body, url, capture.headers.get("content-type", ""), openers)
    if (told := capture.headers.get("refresh")) and document.kind == "html" and not document.refresh:
        document = _led_on(document, told, url)
    return document.seen_at(capture.fetched_at) if capture.fetched_at else document


def _led_on(document: Document, told: str, url: str) -> Document:
    """The page that its server leads on from by a header, as browsers read it: the same as by `meta`."""
    target = Addresses(url).absolute(refresh_target(told)) if refresh_target(told) else ""
    return document.changed(refresh=target) if target and target != url else document


def is_file(capture: Capture) -> bool:
    """Whether what came back is a file whose opening may take long, however small it is."""
    return capture.ask.method == "GET" and _file_kind(capture.body[:_LOOKED_AT]) in _FILES


def sniff(body: bytes) -> str:
    """What the bytes are: html, text, pdf, package (zip), ole, image, archive, rtf or unknown."""
    head = body[:_LOOKED_AT]
    return _file_kind(head) or _text_kind(head, head.lstrip(b"\xef\xbb\xbf \t\r\n"))


def _file_kind(head: bytes) -> str:
    """By what a file of its kind begins with; empty where none does so."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "package"
    if head.startswith(_OLE):
        return "ole"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")):
        return "archive"
    return ""


def _text_kind(head: bytes, start: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and len(head) - len(head.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(head):
        return "unknown"
    if wide or not start or start.startswith(b"<") or _MARKUP.search(head):
        return "html"
    return "rtf" if start.startswith(b"{\\rtf") else "text"


def _refused_kind(kind: str, url: str) -> str:
    """Of a file that stays closed only its name can say what it would have been."""
    if kind == "pdf":
        return "pdf"
    extension = urlsplit(url).path.lower().rpartition(".")[2]
    if extension in ("doc", "docx", "xls", "xlsx", "wps", "zip"):
        return extension
    return "zip" if kind == "package" else "unknown"


def _text(body: bytes, url: str, content_type: str) -> Document:
    """Plain text; without any markup in its first bytes it may still be a page whose markup comes late."""
    if content_type.lower().startswith(("text/html", "application/xhtml")):
        return parse(body, url, content_type)
    decoded = decode(body, content_type, markup=False)
    pages = Pages(url, "text")
    for number, line in enumerate(decoded.text.splitlines(), 1):
        pages.line(line, f"line {number}")
    return pages.document(charset=decoded.charset)


def _package(body: bytes, url: str, _content_type: str) -> Document:
    package = open_package(body)
    names = set(package.namelist())
    if "word/document.xml" in names:
        from inspector.facts.files.docx import read_docx  # noqa: PLC0415 - slow to load

        return read_docx(package, url)
    if "xl/workbook.xml" in names:
        from inspector.facts.files.xlsx import read_xlsx  # noqa: PLC0415 - slow to load

        return read_xlsx(body, url)
    pages = Pages(url, "zip")
    for name in sorted(names):
        pages.hide(name)
    return pages.document(problem="the zip archive is not looked into")


def _pdf(body: bytes, url: str, _content_type: str) -> Document:
    from inspector.facts.files.pdf import read_pdf  # noqa: PLC0415 - slow to load

    return read_pdf(body, url)


def _ole(body: bytes, url: str, _content_type: str) -> Document:
    from inspector.facts.files.legacy import read_ole  # noqa: PLC0415 - slow to load

    return read_ole(body, url)


def _image(_body: bytes, url: str, _content_type: str) -> Document:
    return Document(url=url, kind="image")


def _refuse(why: str) -> Callable[[bytes, str, str], Document]:
    def refuse(_body: bytes, _url: str, _content_type: str) -> Document:
        raise Unreadable(why)

    return refuse


_OPENERS: dict[str, Opener] = {
    "html": parse,
    "text": _text,
    "package": _package,
    "pdf": _pdf,
    "ole": _ole,
    "image": _image,
    "archive": _refuse("the archive is of a kind that is not opened"),
    "rtf": _refuse("the file is RTF, which is not read"),
    "unknown": _refuse("the bytes are of no kind that is known"),
}
_FILES = frozenset(("package", "pdf", "ole"))
_AT_A_GLANCE = _OPENERS | {"html": glance}
