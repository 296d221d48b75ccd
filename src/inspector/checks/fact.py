"""Is a fact on the page, and is it as it should be?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import KIND_OF_ROLE, Check, On, Params, PatternText, unknown_fact
from inspector.checks.issuers import is_of_another
from inspector.checks.missing import NO_DOUBT, contacts_pictured, lost_signs, may_hide_label, why_doubted
from inspector.facts.document import norm
from inspector.facts.paging import goes_on
from inspector.facts.pattern import compiled
from inspector.facts.reading import Fact, Value
from inspector.model.capture import Failure
from inspector.model.finding import Answer
from inspector.model.words import Words, quoted
from inspector.survey.unit_names import is_of_another_place, named_in

_WHOSE = ("work_body", "phone", "fax")
"""Contacts that stand beside the name of whose they are."""
_OF_ANOTHER = Words(
    "；有的文字可能是，但写在其他单位名下，由人工确认",
    "; some words may be it, but under the name of another body: a person confirms",
)
_OF_ANOTHER_PLACE = Words(
    "；冠有其他区县的名称，由人工确认",
    "; it bears the name of another county: a person confirms",
)
_MAY_DO = Words("；可能已足够，由人工确认", "; it may do: a person confirms")
_BESIDE_CONTACTS = ("work_body", "office_address", "office_hours", "phone", "fax", "email", "online_url")
_LABELLED = ("office_address", "phone", "fax", "email", "online_url", "postal_code")
"""Contacts with a form of their own; a body and its hours are told in sentences too."""


class FactParams(Params):
    """`name`: the fact. `label_zh`/`label_en`: what people call it.

    `accept_declared_none`: a page that says there is none counts. `where`: notes the fact must carry, e.g. `{accepts: true}`;
    `unless`: notes it must not carry. With `every`, each fact of that name must satisfy them, else one is enough.
    """

    name: str
    label_zh: str
    label_en: str
    accept_declared_none: bool = False
    where: dict[str, Value] = Field(default_factory=dict)
    unless: dict[str, Value] = Field(default_factory=dict)
    every: bool = False
    like: PatternText = ""
    """A regular expression that the value must contain (after NFKC, without white space)."""
    perhaps: PatternText = ""
    """What a value that is not `like` that must contain to be for a person to confirm."""
    described_by: str = ""
    """A kind of channel: where the page offers it in words alone, that the fact is absent is for a person to confirm."""


def fact(on: On, params: FactParams) -> list[Answer]:
    """Pass where the fact is there (and satisfies the notes asked for); fail where it is not."""
    facts = on.reading.many(params.name) or _attached(on, params.name)
    none_said = [one for one in facts if one.notes.get("declared_none")]
    present = [one for one in facts if one.value not in (None, "")]
    if not present:
        return [_absent(on, params, none_said)]
    good = [one for one in present if _satisfies(one, params)]
    bad = [one for one in present if one not in good]
    if bad and (params.every or not good):
        return [_not_as_required(on, params, bad, _may_do(params, bad))]
    if params.name in _WHOSE and _are_of_another_place(on, good):
        return [_not_as_required(on, params, good, _OF_ANOTHER_PLACE)]
    shown = "、".join(map(_said, good))
    en = f"{params.label_en}: {quoted(map(_said, good))}"
    return [on.passed(f"{params.label_zh}：{shown}", en, *(on.cite(one) for one in good))]


def _are_of_another_place(on: On, good: list[Fact]) -> bool:
    """Whether a page that is the unit's names bodies of another county; whose page it is else, is another rule's question."""
    mine = on.page.document is not None and named_in(on.case.unit, on.page.document)
    return mine and all(is_of_another_place(on.case.unit, str(one.value)) for one in good)


def _may_do(params: FactParams, bad: list[Fact]) -> Words:
    may_do = any(one.notes.get("doubtful") or (params.perhaps and _contains(one, params.perhaps)) for one in bad)
    return _MAY_DO if may_do else NO_DOUBT


def _not_as_required(on: On, params: FactParams, bad: list[Fact], why: Words) -> Answer:
    zh = f"{params.label_zh}不符合要求：{'、'.join(map(_said, bad))}{why.zh}"
    en = f"{params.label_en} is not as required: {quoted(map(_said, bad))}{why.en}"
    return on.failed(zh, en, *(on.cite(one) for one in bad), sure=why is NO_DOUBT)


def _said(one: Fact) -> str:
    """The value; of one that is only there or not, what shows it."""
    return one.quote if isinstance(one.value, bool) and one.quote else str(one.value)


def _absent(on: On, params: FactParams, none_said: list[Fact]) -> Answer:
    if none_said and params.accept_declared_none:
        return on.passed(
            f"已说明不提供{params.label_zh}", f"it says that there is no {params.label_en}", on.cite(none_said[0])
        )
    pictured = [one for one in on.reading.many(params.name) if one.notes.get("picture")]
    if pictured:
        zh, en = (
            f"{params.label_zh}是图片或由脚本显示，未能读取",
            f"{params.label_en} is shown by a picture or a script",
        )
        return on.unseen(zh, en, on.cite(pictured[0]), reason=Failure.IMAGE_ONLY.value)
    listed = on.reading.data("directory")
    if listed:
        zh = f"页面按单位列出联系方式，未能确认本单位一行的{params.label_zh}"
        en = f"the page lists the contacts of many units; the unit's own row, with its {params.label_en}, could not be told"
        return on.unseen(zh, en, reason="directory")
    document = on.page.document
    if on.role == "home" and document is not None and document.frames:
        zh = f"首页没有{params.label_zh}，但有嵌入的页面未查看"
        en = f"the home page shows no {params.label_en}, but frames a page that was not looked into"
        return on.unseen(zh, en, reason="frames")
    shown = contacts_pictured(on) if params.name in _BESIDE_CONTACTS else None
    closed = shown or _unread_file(on) or _further_pages(on, params) or _unplaced(on, params)
    if closed is not None:
        return closed
    may_hide = may_hide_label if params.name in _LABELLED else lost_signs
    doubt = why_doubted(
        on, lambda reading: any(one.value not in (None, "") for one in reading.many(params.name)), may_hide
    )
    zh, en = f"页面上没有{params.label_zh}", f"the page has no {params.label_en}"
    why = _OF_ANOTHER if doubt is NO_DOUBT and _said_of_another(on, params) else doubt
    return _described(on, params) or on.failed(f"{zh}{why.zh}", f"{en}{why.en}", sure=why is NO_DOUBT)


def _said_of_another(on: On, params: FactParams) -> bool:
    """Whether words that may hold the fact, under no label, begin with another body's name."""
    data = on.reading.data("unplaced")
    return params.name in _WHOSE and isinstance(data, dict) and params.name in data


def _attached(on: On, name: str) -> tuple[Fact, ...]:
    """The fact in the files of a page that says that its contacts stand there."""
    files = on.sheet.parts.get("files", ()) if on.reading.one("elsewhere") is not None else ()
    found = (file.read(KIND_OF_ROLE[on.role]).many(name) for file in files if file.open)
    return next((facts for facts in found if facts), ())


def _unread_file(on: On) -> Answer | None:
    """Not judged where the page leaves its contacts to a file that was not read; that it is dead is another rule's matter."""
    said = on.reading.one("elsewhere")
    files = on.sheet.parts.get("files", ())
    if said is None or (files and all(file.open for file in files)):
        return None
    zh, en = "页面写明联系方式见附件，附件未能读取", "the page leaves its contacts to a file that could not be read"
    return on.unseen(zh, en, on.cite(said), reason="unreadable_file")


def _further_pages(on: On, params: FactParams) -> Answer | None:
    """Not judged where the text goes on on a next page that was not read."""
    document = on.page.document
    if document is None or on.role == "home" or not goes_on(document):
        return None
    zh = f"正文分页，这一页没有{params.label_zh}，其余各页未读"
    en = f"the text goes on on further pages that were not read; this one has no {params.label_en}"
    return on.unseen(zh, en, reason="paged")


def _unplaced(on: On, params: FactParams) -> Answer | None:
    """Not judged where something of the kind stands on the page, under no label that is known."""
    data = on.reading.data("unplaced")
    words = data.get(params.name) if isinstance(data, dict) else None
    if not isinstance(words, dict) or (params.name in _WHOSE and is_of_another(on, str(words["quote"]))):
        return None
    zh = f"页面上没有标明{params.label_zh}，但有的文字可能就是，由人工查看"
    en = f"nothing is labelled as {params.label_en}, but some words may be it: to be looked at"
    return on.unseen(zh, en, on.cite(Fact(None, str(words["quote"]), str(words["locator"]))), reason="unlabelled")


def _described(on: On, params: FactParams) -> Answer | None:
    """What is offered in words, such as `可在区政府网站依申请公开栏目提交`, may do without an address."""
    data = on.reading.data("channels") if params.described_by else None
    for one in data if isinstance(data, list) else ():
        if isinstance(one, dict) and one.get("kind") == params.described_by and one.get("accepts") is True:
            zh = f"页面用文字说明了途径，但没有印出{params.label_zh}"
            en = f"the page describes the way in words but prints no {params.label_en}"
            return on.failed(zh, en, on.cite(Fact(None, str(one.get("quote")), str(one.get("locator")))), sure=False)
    return None


def _satisfies(one: Fact, params: FactParams) -> bool:
    wanted = all(one.notes.get(name) == value for name, value in params.where.items())
    wanted = wanted and (not params.like or _contains(one, params.like))
    return wanted and not any(one.notes.get(name) == value for name, value in params.unless.items())


def _contains(one: Fact, like: str) -> bool:
    return compiled(like).search(norm(str(one.value))) is not None


CHECK = Check("fact", FactParams, fact, amiss=lambda params, role: unknown_fact(params.name, role))
