"""HTML forms: what would be asked of an applicant. Nothing here ever sends one."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, field

from inspector.facts.document import Field, Form, tidy
from inspector.facts.html.tags import Held, Tag

_SILENT = frozenset({"hidden", "submit", "button", "reset", "image"})
CHOICES = frozenset({"radio", "checkbox"})
"""Kinds of fields that are ticked."""
_WRITTEN = frozenset({"text", "tel", "email", "url", "number"})
_BEFORE = 40


_CONTROLS = frozenset({"input", "select", "textarea"})


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    place: int
    fields: list[tuple[str, Field]] = field(default_factory=list)


class FormParts:
    """Collects forms while a page is read; controls outside any form make a form of their own. `place` is an element's number."""

    def __init__(self) -> None:
        self._forms: list[_Form] = []
        self._inside: _Form | None = None
        self._labels: dict[str, str] = {}
        self._around: tuple[str, str] = ("", "")

    def __bool__(self) -> bool:
        return bool(self._forms)

    def begin(self, tag: Tag, action: str, place: int) -> None:
        """Begin a form."""
        self._inside = _Form(action, (tag.get("method") or "get").lower(), place)
        self._forms.append(self._inside)

    def end(self) -> None:
        """End the form in hand."""
        self._inside = None

    def label(self, tag: Tag, held: Held) -> None:
        """Take the words of a label, for the control that it names or holds."""
        text = tidy(" ".join(words for _, words in held))
        inner = next((_name(one) for one, _ in held if one.name in _CONTROLS and not one.ends), "")
        name = tag.get("for") or inner
        if name and text:
            self._labels[name] = text
        self._around = (inner, text) if inner and not tag.get("for") else ("", "")

    def control(self, tag: Tag, before: str, place: int, options: tuple[str, ...]) -> None:
        """Take a control; `before` is the text that stands just before it."""
        kind = (tag.get("type") or "text").lower() if tag.name == "input" else tag.name
        if kind in _SILENT:
            return
        if self._inside is None:
            self._inside = _Form("", "get", place)
            self._forms.append(self._inside)
        words = tidy(tag.get("aria-label") or tag.get("placeholder") or tag.get("title"))
        required = any(name in tag.attributes for name in ("required", "aria-required"))
        required = required or before.rstrip(":： ").endswith(("*", "＊")) or before.lstrip().startswith(("*", "＊"))
        name = tag.get("name") or _name(tag)
        one = Field(name, words or before[-_BEFORE:], kind, required, options, bool(words))
        around, said = self._around
        if kind in CHOICES and said and around == _name(tag):  # choices of one name, each in a label of its own
            self._inside.fields.append(("", Field(name, said, kind, one.required, options, True)))
            self._around = ("", "")
        else:
            self._inside.fields.append((_name(tag), one))

    def forms(self, path: Callable[[int], str]) -> tuple[Form, ...]:
        """All forms with labels bound to their fields; `path` tells where an element stands."""
        return tuple(
            Form(
                form.action,
                form.method,
                tuple(self._bound(name, control) for name, control in form.fields),
                path(form.place),
            )
            for form in self._forms
        )

    def _bound(self, name: str, control: Field) -> Field:
        label = self._labels.get(name)
        if not label:
            return control
        required = control.required or "*" in label or "＊" in label
        return Field(control.name, label, control.type, required, control.options, True)


def shown_value(tag: Tag) -> str:
    """What a line to be filled in shows before anybody fills it in."""
    return tidy(tag.get("value")) if (tag.get("type") or "text").lower() in _WRITTEN else ""


def is_fixed(attributes: Container[str]) -> bool:
    """Whether nobody can change what stands in a field that has these attributes."""
    return "readonly" in attributes or "disabled" in attributes


def options_of(held: Held) -> tuple[str, ...]:
    """The choices of a `select` that holds this."""
    choices: list[list[str]] = []
    inside: list[list[str]] = []
    for tag, words in held:
        if tag.name == "option" and tag.ends:
            inside.pop()
        elif tag.name == "option":
            inside.append([])
            choices.append(inside[-1])
        for choice in inside:
            choice.append(words)
    return tuple(tidy("".join(choice)) for choice in choices)


def _name(tag: Tag) -> str:
    return tag.get("id") or tag.get("name")
