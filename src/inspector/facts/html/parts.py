"""What the body of a page holds, collected on one way through its tags: lines, links, tables, forms and pictures.

What is collected is small and flat; the `Line`s, `Link`s, `Table`s and `Form`s in it are made when somebody asks for them
(`html.page`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from inspector import lazy
from inspector.facts.document import PICTURE, tidy
from inspector.facts.html.flow import Anchor, FlowLine, FlowLink
from inspector.facts.html.forms import CHOICES, FormParts, is_fixed, options_of, shown_value
from inspector.facts.html.head import Head
from inspector.facts.html.images import is_ornament
from inspector.facts.html.paths import Paths
from inspector.facts.html.regions import Claim
from inspector.facts.html.tables import TableParts
from inspector.facts.html.tags import (
    BLOCK,
    BLOCK_END,
    BLOCKS,
    CONTACT_LABEL,
    INLINE,
    INLINE_END,
    SHORT,
    Tag,
    Tokens,
    short_tag_of,
    tag_of,
    unescaped,
)

_CONTACT = lazy.pattern(
    r"(?:(?:邮\s*箱|邮\s*件|信\s*箱|电\s*话|传\s*真|热\s*线|E-?mail)(?:号码|地址)?|(?:发布|公布|发文|更新|修订)(?:日期|时间))"
    r"\s*(?:[:：]|[发寄]?送?[至到]|为|是)\s*[A-Za-z0-9._\-]*$",
    re.IGNORECASE,
)
_WORD = lazy.pattern(r"[\u4e00-\u9fff]{2}")
_CONTACT_FIELD = lazy.pattern(
    r"(?:电\s*话|传\s*真|邮\s*箱|邮\s*件|信\s*箱|地\s*[址点]|时\s*间|机\s*构|部\s*门|邮\s*编|编\s*码|e-?mail|tel|fax)[^:：]{0,6}[:：]?\s*$",
    re.IGNORECASE,
)
"""What stands before a field in which a unit's contact may be printed."""
_FIELD_CHARS = 1000
"""A line with more than that, and what is filled in there, is left as it is: how long lines are is known before fields are read."""
_LABEL_CHARS = 20
_HAN = lazy.pattern("[\u4e00-\u9fff]")
_LEAST_WORDS = 4


class Parts:
    """One page, collected. `read` takes what the parser wrote of the page's body."""

    def __init__(self, url: str) -> None:
        self.head = Head(url)
        self.lines: list[FlowLine] = []
        self.links: list[FlowLink] = []
        self.line_of: list[int] = []
        """For each link the index of the line it stands in; -1 where it has no text of its own (a picture)."""
        self.total = 0
        """Characters of all lines."""
        self.images: list[str] = []
        self.hidden: list[str] = []
        self.tables = TableParts()
        self.forms = FormParts()
        self.paths = Paths()
        self._tokens = Tokens("")
        self._claim: Claim | None = None
        self._claimed: list[Claim | None] = []
        self._buffer: list[str] = []
        self._unplaced: list[int] = []
        """Links in the line in hand."""
        self._anchors: list[Anchor] = []
        self._heading = 0
        self._asked = (-1, "")
        """The number of the line with the last field, and what stands in front of that."""
        self._label_read_out = ""
        """Of the line in hand the label that is not printed."""
        self._clicked: tuple[int, int, Anchor] | None = None
        """The element in hand that a click opens: how many blocks are open in it, how many links stand before it."""

    def read(self, body: str) -> None:  # noqa: C901, PLR0912 - the innermost loop of opening a page: calls are what it must not cost
        """Take in the whole body, in the order of the page."""
        self._tokens = tokens = Tokens(body)
        log, buffer, unplaced = self.paths.log.append, self._buffer, self._unplaced
        anchors, claimed, flush = self._anchors, self._claimed, self._flush
        for token in tokens.onward:
            written, closed, text = token.partition(">")
            if not closed:
                written, text = tokens.whole(token)
            tag = short_tag_of(written) if len(written) <= SHORT else tag_of(written)
            act = tag.act
            if act is INLINE:
                log(tag.name)
            elif act is INLINE_END:
                log("")
            elif act is BLOCK:
                if buffer or unplaced:
                    flush()
                claimed.append(self._claim)
                if tag.region is not None:
                    self._claim = Claim(tag.region, self._claim)
                log(tag.name)
                if tag.target:
                    self._click(tag)
            elif act is BLOCK_END:
                if buffer or unplaced:
                    flush()
                self._claim = claimed.pop()
                if self._clicked is not None:
                    self._end_clicked()
                log("")
            else:
                text = self._ACTS[act](self, tag, text)
            if text:
                if "&" in text:
                    text = unescaped(text)
                if buffer or not text.isspace():
                    buffer.append(text)
                for anchor in anchors:
                    anchor.pieces.append(text)
        for anchor in reversed(anchors):
            self._end_anchor(anchor.tag, "")
        self._finish()

    def _finish(self) -> None:
        self._flush()
        self._tokens = Tokens("")  # the markup is held no longer
        self.total = sum([len(line.text) for line in self.lines])

    # -- blocks

    def _begin(self, tag: Tag) -> None:
        self._flush()
        self._claimed.append(self._claim)
        if tag.region is not None:
            self._claim = Claim(tag.region, self._claim)
        self._label_read_out = tag.label
        self.paths.log.append(tag.name)
        if tag.target:
            self._click(tag)

    def _end(self) -> None:
        self._flush()
        self._claim = self._claimed.pop()
        if self._clicked is not None:
            self._end_clicked()
        self.paths.log.append("")

    def _flush(self) -> None:
        """End the line in hand."""
        text = tidy("".join(self._buffer)) if self._buffer else ""
        if text:
            for index in self._unplaced:
                self.line_of[index] = len(self.lines)
            if self._claim is not None:
                self._claim.count(len(text))
            self.tables.characters(text)
            self._read_out(text)
            self.lines.append(FlowLine(text, len(self.paths.log), self._heading, self.tables.cell, self._claim))
        self._buffer.clear()
        self._unplaced.clear()

    def _read_out(self, text: str) -> None:
        """Keep the line in hand with the label that only who has it read out hears, unless that is printed too."""
        label, self._label_read_out = self._label_read_out, ""
        if label and not text.startswith(label) and len(text) <= _FIELD_CHARS:
            self.hidden.append(f"{label}：{text}")

    def _labelled(self, tag: Tag, text: str) -> str:
        if tag.name in BLOCKS:
            self._begin(tag)
        else:
            self.paths.log.append(tag.name)
            self._label_read_out = tag.label
        return text

    def _rule(self, tag: Tag, text: str) -> str:
        self._begin(tag)
        self._end()
        return text

    def _break(self, _: Tag, text: str) -> str:
        self._flush()
        return text

    def _begin_heading(self, tag: Tag, text: str) -> str:
        self._begin(tag)
        self._heading = int(tag.name[1])
        return text

    def _end_heading(self, _: Tag, text: str) -> str:
        self._flush()
        self._heading = 0
        self._end()
        return text

    def _begin_grid(self, tag: Tag, text: str) -> str:
        self._begin(tag)
        self.tables.enter(tag, len(self.paths.log))
        return text

    def _end_grid(self, tag: Tag, text: str) -> str:
        self._flush()
        self.tables.leave(tag.name)
        self._end()
        return text

    # -- inside a line

    def _void(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        self.paths.log.append("")
        return text

    def _begin_anchor(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        self._anchors.append(Anchor(tag, len(self.paths.log), len(self.lines), []))
        return text

    def _end_anchor(self, _: Tag, text: str) -> str:
        anchor = self._anchors.pop()
        self.paths.log.append("")
        if not anchor.tag.target:
            return text
        said, line = tidy("".join(anchor.pieces)), -1
        if len(self.lines) > anchor.first and not self._buffer:
            line = self._headline(anchor.first)
            said = self.lines[line].text if len(self.lines) > anchor.first + 1 else said
        else:
            self._unplaced.append(len(self.links))
        self._link(anchor, said, line)
        return text

    def _area(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        if tag.target:
            said = tidy(tag.get("alt") or tag.get("title"))
            self._unplaced.append(len(self.links))
            self._link(Anchor(tag, len(self.paths.log), len(self.lines), []), said, -1)
        self.paths.log.append("")
        return text

    def _link(self, anchor: Anchor, said: str, line: int) -> None:
        url = self.head.absolute(anchor.tag.target)
        self.links.append(FlowLink(said, url, anchor.tag.get("title"), anchor.place, self._claim))
        self.line_of.append(line)

    def _headline(self, first: int) -> int:
        """Of the lines of a card the one that is its title: the heading, else the first that is no date or number."""
        inside = range(first, len(self.lines))
        heading = next((n for n in inside if self.lines[n].heading), None)
        worded = next((n for n in inside if len(_HAN.findall(self.lines[n].text)) >= _LEAST_WORDS), first)
        return worded if heading is None else heading

    def _click(self, tag: Tag) -> None:
        """Begin an element that is no link but that a click opens."""
        if not self._anchors:
            anchor = Anchor(tag, len(self.paths.log), len(self.lines), [])
            self._clicked = (len(self._claimed), len(self.links), anchor)

    def _end_clicked(self) -> None:
        """Where the element in hand ends that a click opens: it is the link of its title, unless it holds links of its own."""
        depth, links, anchor = self._clicked or (0, 0, None)
        if anchor is None or len(self._claimed) >= depth:
            return
        self._clicked = None
        if len(self.lines) > anchor.first and len(self.links) == links:
            line = self._headline(anchor.first)
            self._link(anchor, self.lines[line].text, line)

    def _image(self, tag: Tag, text: str) -> str:
        if tag.get("src") and not is_ornament(tag):
            self.images.append(self.head.absolute(tag.get("src")))
        for anchor in self._anchors:
            anchor.pieces.append(tag.get("alt") or tag.get("title"))
        self._stand_in(tag.get("alt").strip())
        return text

    def _stand_in(self, alt: str = "") -> None:
        """A picture or script in the place of a contact's value, of a date, or of the sign in a mailbox, is written down as one."""
        before = tidy("".join(self._buffer))
        cell = self.tables.cell
        if not before and cell and self.lines and (self.lines[-1].cell or ())[:2] == cell[:2]:
            before = f"{self.lines[-1].text.rstrip(':：')}:"
        if _CONTACT.search(before):
            self._buffer.append(alt if alt in ("@", "＠") else PICTURE)
        elif not before and CONTACT_LABEL.fullmatch(alt):
            self._buffer.append(f"{alt.rstrip(':：')}：")

    def _raw(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        held, rest = self._tokens.inside(tag, text)
        self._characters(held[0][1])
        self.paths.log.append("")
        return rest

    def _characters(self, text: str) -> None:
        if self._buffer or (text and not text.isspace()):
            self._buffer.append(text)
        for anchor in self._anchors:
            anchor.pieces.append(text)

    # -- elements that are taken or left as a whole

    def _comment(self, _: Tag, text: str) -> str:
        return self._tokens.comment(text)

    def _skip(self, tag: Tag, text: str) -> str:
        return self._tokens.inside(tag, text)[1]

    def _hide(self, tag: Tag, text: str) -> str:
        held, rest = self._tokens.inside(tag, text)
        if said := tidy(" ".join(words for _, words in held)):
            self.hidden.append(said)
        return rest

    def _frame(self, tag: Tag, text: str) -> str:
        self.head.frame(tag.get("data" if tag.name == "object" else "src"))
        return self._skip(tag, text)

    def _in_head(self, tag: Tag, text: str) -> str:
        held, rest = self._tokens.inside(tag, text)
        said = "".join(words for _, words in held)
        self.head.take(tag.name, tag.attributes, said)
        if tag.name == "script" and "document.write" in said:
            self._stand_in()
        return rest

    # -- forms

    def _begin_form(self, tag: Tag, text: str) -> str:
        self._begin(tag)
        self.forms.begin(tag, self.head.absolute(tag.get("action")), len(self.paths.log))
        return text

    def _end_form(self, _: Tag, text: str) -> str:
        self._flush()
        self.forms.end()
        self._end()
        return text

    def _label(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        self.forms.label(tag, self._tokens.ahead(tag, text))
        return text

    def _input(self, tag: Tag, text: str) -> str:
        self.paths.log.append(tag.name)
        before = self._control(tag, len(self.paths.log))
        self.paths.log.append("")
        self._filled_in(tag, before)
        return text

    def _filled_in(self, tag: Tag, before: str) -> None:
        """What stands in a field that nobody can change is text of the page; elsewhere it is a default, which may be one."""
        value = shown_value(tag)
        if not value or len(before) + len(value) > _FIELD_CHARS:
            return
        if is_fixed(tag.attributes):
            self._characters(value)
        elif _CONTACT_FIELD.search(before):
            self.hidden.append(f"{before[-_LABEL_CHARS:].rstrip(':： ')}：{value}")

    def _text_area(self, tag: Tag, text: str) -> str:
        """What anybody may change in a field is a sample for who fills it in, and stands outside the text."""
        self._begin(tag)
        self._control(tag, len(self.paths.log))
        if is_fixed(tag.attributes):
            return text
        held, rest = self._tokens.inside(tag, text)
        if said := tidy(held[0][1]):
            self.hidden.append(said)
        self._end()
        return rest

    def _select(self, tag: Tag, text: str) -> str:
        held, rest = self._tokens.inside(tag, text)
        self._begin(tag)
        self._control(tag, len(self.paths.log), options_of(held))
        self._end()
        return rest

    def _control(self, tag: Tag, place: int, options: tuple[str, ...] = ()) -> str:
        """Take a control; the text that stands just before it."""
        before = tidy("".join(self._buffer)) or (self.lines[-1].text if self.lines else "")
        self.forms.control(tag, self._label_of(tag, before), place, options)
        return before

    def _label_of(self, tag: Tag, before: str) -> str:
        """Of a line with several fields what stands behind the one before; choices are told by the whole line."""
        line, asked = self._asked
        here = len(self.lines) - (not self._buffer)
        self._asked = (here, before)
        rest = before.removeprefix(asked).lstrip() if line == here else ""
        return rest if _WORD.search(rest) and tag.get("type").lower() not in CHOICES else before

    _ACTS: ClassVar[dict[str, Callable[[Parts, Tag, str], str]]] = {
        "a": _begin_anchor,
        "/a": _end_anchor,
        "area": _area,
        "br": _break,
        "img": _image,
        "comment": lambda _, __, text: text,
        "long comment": _comment,
        "form": _begin_form,
        "/form": _end_form,
        "frame": _frame,
        "object": _frame,
        "hide": _hide,
        "input": _input,
        "label": _label,
        "labelled": _labelled,
        "raw": _raw,
        "rule": _rule,
        "select": _select,
        "skip": _skip,
        "textarea": _text_area,
        "void": _void,
        **dict.fromkeys(("script", "meta", "link", "title"), _in_head),
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _begin_heading),
        **dict.fromkeys(("/h1", "/h2", "/h3", "/h4", "/h5", "/h6"), _end_heading),
        **dict.fromkeys(("table", "tr", "td", "th"), _begin_grid),
        **dict.fromkeys(("/table", "/tr", "/td", "/th"), _end_grid),
    }
