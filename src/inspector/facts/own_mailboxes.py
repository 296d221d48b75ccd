"""The work body's mailboxes, each with whether it takes applications (true, false or not said)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.contacts import broken_mailbox, is_fake_mailbox, is_unfilled, mailboxes
from inspector.facts.labels import Pair
from inspector.facts.online import APPLY_LABEL, SKIPPED
from inspector.facts.owners import Owner, marks
from inspector.facts.plain import Plain, sentences
from inspector.facts.reading import Fact
from inspector.facts.statements import Statement, is_about_applying, is_channel_heading, refuses

_BOX_TALK = lazy.pattern(
    r"^\s*[(]?(?:注|备注|说明|特别说明|请注意|温馨提示)?[:,]?\s*(?:该|此|本|上述|以上)?(?:电子)?(?:邮箱|邮件|信箱)"
)
_TAKES = lazy.pattern(r"\s*\((?:仅|只|可|专|用于)*(?:接收|受理|接受|提交)[^,。;()]{0,12}申请")
_BLANK_CHARS = 12
_NEAR = 400
"""Signs before and behind a mailbox that may speak of it; a sentence that goes further is a list of them."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox on the page; `labelled` where it is the value of a label, not part of a sentence."""

    address: str
    accepts: bool | None
    labelled: bool
    quote: str
    locator: str

    @property
    def fact(self) -> Fact:
        """As the guide's fact."""
        unfilled = "@" not in self.address and not broken_mailbox(self.address)
        notes = {"accepts": self.accepts, "placeholder": is_fake_mailbox(self.address) or unfilled}
        return Fact(self.address, self.quote, self.locator, notes)


def own_mailboxes(
    lines: tuple[Plain, ...],
    owners: tuple[Owner, ...],
    headings: tuple[str, ...],
    pairs: tuple[Pair, ...],
    said: tuple[Statement, ...],
) -> tuple[Mailbox, ...]:
    """The work body's mailboxes in order, each once; what is said strongest wins (refused before accepted)."""
    found: dict[str, Mailbox] = {}
    on_line: defaultdict[int, list[Pair]] = defaultdict(list)
    for one in pairs:
        on_line[id(one.plain)].append(one)
    for place, plain in enumerate(lines):
        for start, end, address in mailboxes(plain.text):
            pair = _pair_at(on_line[id(plain)], start)
            owner = pair.owner if pair else _owner_at(plain.text[max(0, start - _NEAR) : start], owners[place])
            if owner in SKIPPED:
                continue
            accepts = _accepts(lines, place, start, end, headings[place], pair, said)
            quote = plain.quote(start, end)
            if accepts is False and (elsewhere := _refused_elsewhere(plain, said)):
                quote = f"{quote} {elsewhere}"
            box = Mailbox(address, accepts, _is_labelled(pair), quote, plain.line.locator)
            found[address.lower()] = _stronger(found.get(address.lower()), box)
    return (
        tuple(found.values())
        or tuple(_linked(lines, owners, pairs))
        or tuple(_broken(pairs))
        or tuple(_unfilled(pairs))
    )


def contact_mailboxes(boxes: tuple[Mailbox, ...]) -> tuple[Fact, ...]:
    """The mailboxes of Art. 12(2): the labelled ones; those in sentences on applying where no labelled one is open to mail."""
    labelled = tuple(box.fact for box in boxes if box.labelled)
    open_ones = [fact for fact in labelled if fact.notes["accepts"] is not False]
    return labelled if open_ones else tuple(box.fact for box in boxes)


def _pair_at(on_line: list[Pair], start: int) -> Pair | None:
    here = [pair for pair in on_line if pair.start <= start]
    return here[-1] if here else None


def _owner_at(lead: str, context: Owner) -> Owner:
    spoken = [owner for _, owner in marks(re.split(r"[。;!?]", lead)[-1])]
    if context in SKIPPED or not spoken:
        return context
    return spoken[-1]


def _is_labelled(pair: Pair | None) -> bool:
    if pair is None or pair.kind not in ("email", "url", "phone", "address"):
        return False
    head = next(mailboxes(pair.value), None)
    return head is not None and not re.search(r"发|至|到|申请|提交|寄", pair.value[: head[0]])


def _accepts(
    lines: tuple[Plain, ...],
    place: int,
    start: int,
    end: int,
    heading: str,
    pair: Pair | None,
    said: tuple[Statement, ...],
) -> bool | None:
    begin = max(0, start - _NEAR)
    text, start, end = lines[place].text[begin : end + _NEAR], start - begin, end - begin
    sentence = next(((a, b) for a, b in sentences(text) if a <= start < b), (0, len(text)))
    around = text[sentence[0] : sentence[1]]
    if _refused_here(text, start, end, sentence[1]) or _refused_after(
        text[sentence[1] :], lines[place + 1 : place + 2]
    ):
        return False
    if any(_speaks_of_any(statement) and not statement.accepts for statement in said):
        return False
    if (
        _TAKES.match(text, end)
        or is_about_applying(around)
        or (pair and pair.kind == "email" and APPLY_LABEL.search(pair.lead))
    ):
        return True
    if any(is_channel_heading(part) for part in heading.split(" > ")) and not re.search("咨询", around):
        return True
    return True if any(_speaks_of_any(statement) for statement in said) else None


def _refused_elsewhere(plain: Plain, said: tuple[Statement, ...]) -> str:
    """The words that refuse mail on another line than the mailbox's, where its own says nothing of the kind."""
    found = (one for one in said if not one.accepts and one.plain is not plain and _speaks_of_any(one))
    return "" if refuses(plain.text) else next((one.quote for one in found), "")


def _speaks_of_any(statement: Statement) -> bool:
    """A statement on mail that prints no mailbox of its own speaks of the page's; another speaks of the one it prints."""
    return statement.kind == "email" and next(mailboxes(statement.text), None) is None


def _refused_here(text: str, start: int, end: int, stop: int) -> bool:
    clause_start = max(text.rfind(mark, 0, start) for mark in "。;!?,")
    before = text[clause_start + 1 : start]
    after = text[end:stop]
    bracket = re.match(r"\s*\(([^()]*)\)", after)
    tail = re.split(r",", after)
    near = [before, bracket[1] if bracket else "", *[part for part in tail[:3] if "传真" not in part]]
    return any(refuses(part) and not re.search(r"电话|口头", part) for part in near)


def _refused_after(rest: str, below: tuple[Plain, ...]) -> bool:
    """The next sentence, or the next line, that speaks of this mailbox and refuses."""
    following = [rest] if rest.strip() else [plain.text for plain in below]
    return any(_BOX_TALK.match(text) and refuses(re.split("[。;]", text)[0]) for text in following)


def _stronger(known: Mailbox | None, box: Mailbox) -> Mailbox:
    if known is None:
        return box
    rank = {False: 2, True: 1, None: 0}
    best = max(known, box, key=lambda candidate: rank[candidate.accepts])
    labelled = known.labelled or box.labelled
    return Mailbox(known.address, best.accepts, labelled, best.quote, best.locator)


def _linked(lines: tuple[Plain, ...], owners: tuple[Owner, ...], pairs: tuple[Pair, ...]) -> Iterator[Mailbox]:
    """`电子邮箱：点击发送邮件`: the address stands only in the link."""
    for plain, owner in zip(lines, owners, strict=True):
        links = [link for link in plain.line.links if link.url.lower().startswith("mailto:")]
        labelled = bool(links) and any(pair.plain is plain and pair.kind == "email" for pair in pairs)
        for link in links if owner not in SKIPPED else ():
            _, _, address = next(mailboxes(link.url[7:]), (0, 0, ""))
            if address:
                accepts = False if refuses(plain.text) else None
                yield Mailbox(address, accepts, labelled, plain.line.text, link.locator)


def _broken(pairs: tuple[Pair, ...]) -> Iterator[Mailbox]:
    """Something printed as a mailbox that is no mail address."""
    for pair in pairs:
        address = broken_mailbox(pair.value) if pair.kind == "email" and pair.owner not in SKIPPED else ""
        if address:
            yield Mailbox(address, False if refuses(pair.value) else None, True, pair.quote, pair.locator)


def _unfilled(pairs: tuple[Pair, ...]) -> Iterator[Mailbox]:
    for pair in pairs:
        whole = pair.sep == "colon" or (not pair.sep and len(pair.value) <= _BLANK_CHARS)
        if pair.kind == "email" and pair.owner not in SKIPPED and whole and is_unfilled(pair.value):
            yield Mailbox(pair.value[:30].strip(), None, True, pair.quote, pair.locator)
