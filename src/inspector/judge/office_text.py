"""The text of a Word, Excel or plain PDF file as markup that can be changed and put back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from inspector import lazy
from inspector.judge.pdf_text import pdf_text, with_pdf_text

_PARTS = lazy.pattern(r"word/document\.xml|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml")
_MARK = lazy.pattern("<!--part (.*?)-->")
_TEXT = lazy.pattern(r"(<(?:w:)?t\b[^>]*>)([^<>]+)(?=</(?:w:)?t>)")


def office_text(body: bytes) -> str | None:
    """The parts of the file that hold what a reader sees, each behind a comment with its name; None where it is no such file."""
    if not body.startswith(b"PK"):
        return pdf_text(body)
    try:
        with ZipFile(BytesIO(body)) as file:
            names = [name for name in file.namelist() if _PARTS.fullmatch(name)]
            return "".join(f"<!--part {name}-->{file.read(name).decode('utf-8')}" for name in names) or None
    except BadZipFile:
        return None


def with_office_text(body: bytes, text: str) -> bytes:
    """The file with those parts as `text` has them; the same bytes for the same text."""
    if not body.startswith(b"PK"):
        return with_pdf_text(body, text)
    _, *pieces = _MARK.split(text)
    changed = dict(zip(pieces[::2], pieces[1::2], strict=True))
    written = BytesIO()
    with ZipFile(BytesIO(body)) as file, ZipFile(written, "w") as copy:
        for name in file.namelist():
            copy.writestr(ZipInfo(name), changed[name].encode() if name in changed else file.read(name))
    return written.getvalue()


def in_text(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` done to what a reader sees, the markup as it was."""
    return _TEXT.sub(lambda match: match[1] + change(match[2]), text)
