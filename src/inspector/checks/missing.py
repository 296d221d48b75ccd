"""What is said of a page that is not open: proven missing, or not to be seen."""

from __future__ import annotations

from collections.abc import Callable

from inspector import lazy
from inspector.checks.case import KIND_OF_ROLE, On
from inspector.facts import read
from inspector.facts.document import Line
from inspector.facts.reading import Reading
from inspector.facts.substance import pictures
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import Words

_UNREGISTERED = Words("登记表中没有该页面的网址", "no address of this page is registered")


_JUDGED = ("guide", "list", "institution", "annual_report")
"""Roles whose page has a rule of its own that fails where it is dead."""


_CONTACTS = {"guide": ("office_address", "office_hours", "phone"), "institution": ("address", "hours", "contact")}
"""What stands together on a page: where all of it is missing beside a picture, the picture may be what shows it."""


def contacts_pictured(on: On) -> Answer | None:
    """Undetermined where an open page of the role prints neither address nor hours nor telephone, and has a picture of its own."""
    page = on.sheet.page
    if page is None or not page.open or page.document is None or on.role not in _CONTACTS:
        return None
    if any(on.reading.many(name) for name in _CONTACTS[on.role]) or not pictures(page.document):
        return None
    zh, en = (
        "联系方式均未以文字写明，页面有图片，可能在图片中，未能读取",
        ("no address, hours or telephone stand in the text; they may stand in the page's picture, which was not read"),
    )
    return on.unseen(zh, en, reason=Failure.IMAGE_ONLY.value)


IN_HIDDEN_TEXT = Words(
    "；页面正文之外的文字（点击后出现的、输入框中的）中有，由人工确认",
    "; it stands outside the text of the page, behind a click or in a field to be filled in: a person confirms",
)
"""Why a person confirms what `_in_hidden_text` found."""
SIGNS_LOST = Words(
    "；页面正文中有的字是乱码，可能就在其中，由人工确认",
    "; some signs of the text are broken and may be it: a person confirms",
)
NO_DOUBT = Words("", "")
_LOST = "\ufffd"
_SHORT = 30
_CLAUSE = lazy.pattern("[，,；;。]")
_IN_PROSE = lazy.pattern(
    r"[^\d:：\ufffd]*\ufffd[\u4e00-\u9fff]{2,11}[的和与及在为是有等由按依对向将以其本各或应可不中][^\d:：\ufffd]*"
)
"""One sign is lost, and the words behind it go on as words do: bytes that are out of step make none of the commonest."""
_IN_LABEL = lazy.pattern(
    "(?:机构?|部门?|单位?|科室?|联系|电话?|传真?|邮[编箱件]?|地[址点]?|时间?|方式?)\ufffd|\ufffd(?:构|门|位|室|话|真|编|箱|件|址|点|间|式)"
)
"""The sign was one of a label, or stood behind it: `联系电�`."""


def lost_signs(text: str) -> bool:
    """Whether a line lost signs: what is told in sentences may hang on any of them."""
    return _LOST in text


def why_doubted(on: On, is_there: Callable[[Reading], bool], may_hide: Callable[[str], bool] = lost_signs) -> Words:
    """Why a person confirms that something is not on the page; `NO_DOUBT` where nothing speaks for it.

    `is_there` tells it of what is read, `may_hide` whether it may stand in a line that lost signs.
    """
    if _in_hidden_text(on, is_there):
        return IN_HIDDEN_TEXT
    lines = on.page.document.lines if on.page.document is not None else ()
    return SIGNS_LOST if any(line.region == "main" and may_hide(line.text) for line in lines) else NO_DOUBT


def may_hide_label(text: str) -> bool:
    """Whether a label or its value may stand where a line lost signs: it is short, or what is around them is no prose.

    A byte that is lost makes nonsense of a whole label behind it, or one sign of running prose.
    """
    if _LOST not in text:
        return False
    clauses = [clause for clause in _CLAUSE.split(text) if _LOST in clause]
    prose = all(_IN_PROSE.fullmatch(clause) and not _IN_LABEL.search(clause) for clause in clauses)
    return len(text) <= _SHORT or not prose


def _in_hidden_text(on: On, is_there: Callable[[Reading], bool]) -> bool:
    """Whether something is there once what the page holds outside its text is read too: a click may show it."""
    document = on.page.document
    if document is None or not document.hidden:
        return False
    lines = (*document.lines, *(Line(text) for text in document.hidden))
    return is_there(read(KIND_OF_ROLE[on.role], document.changed(lines=lines)))


def judged_as(on: On, url: str) -> str | None:
    """The other role by which a dead page is judged already, so that one dead page costs once."""
    for role in _JUDGED:
        page = on.case.dossier.sheet(role).page
        if role != on.role and page is not None and page.url == url and page.sight.state == "failed":
            return role
    return None


def not_open(on: On) -> Answer | None:
    """A fail where the page is proven not to be there, undetermined where it could not be seen, None where it is open.

    Where its status alone says that it is not there (`Sight.disputed`), the fail is for a person to confirm.
    """
    sheet = on.sheet
    if sheet.page is None:
        words = sheet.reasons[0] if sheet.reasons else _UNREGISTERED
        source = sheet.via[-1] if sheet.via else None
        place = on.cite(page=source) if source is not None else on.cite()
        if sheet.how == "absent":
            return on.failed(words.zh, words.en, place, sure=sheet.sure)
        closed = source is not None and not source.open
        whose = source.sight.attribution if source is not None and closed else "us"
        reason = source.sight.code if source is not None and closed else sheet.how
        return on.unseen(words.zh, words.en, place, whose=whose, reason=reason or sheet.how)
    sight = sheet.page.sight
    if sight.state == "open":
        return None
    if sight.state == "failed":
        return on.failed(sight.reason.zh, sight.reason.en, attribution=sight.attribution)
    if sight.disputed:
        return on.failed(sight.reason.zh, sight.reason.en, sure=False)
    return on.unseen(sight.reason.zh, sight.reason.en, whose=sight.attribution, reason=sight.code or "unseen")
