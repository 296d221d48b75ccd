"""HTML forms: what would be asked of an applicant. Nothing here ever sends one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from inspector.facts.document import Field, Form, tidy

_SILENT = frozenset({"hidden", "submit", "button", "reset", "image"})
_BEFORE = 40


@dataclass(slots=True)
class _Form:
    action: str
    method: str
    locator: str
    fields: list[tuple[str, Field]] = field(default_factory=list)


class FormParts:
    """Collects forms while a page is walked; controls outside any form make a form of their own."""

    def __init__(self) -> None:
        self._forms: list[_Form] = []
        self._inside: _Form | None = None
        self._labels: dict[str, str] = {}

    def enter(self, tag: str, node: LexborNode, before: str, absolute: Callable[[str], str], locator: str) -> None:
        """Begin a form or take a control; `before` is the text that stands just before it."""
        attributes = node.attributes
        if tag == "form":
            self._inside = _Form(
                absolute(attributes.get("action") or ""), (attributes.get("method") or "get").lower(), locator
            )
            self._forms.append(self._inside)
        elif tag == "label":
            self._label(node, attributes)
        elif tag != "button":
            self._control(tag, node, before, locator)

    def leave(self) -> None:
        """End the form in hand."""
        self._inside = None

    def _label(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        text = tidy(node.text(separator=" "))
        inner = node.css_first("input, select, textarea")
        name = attributes.get("for") or (_name(inner) if inner is not None else "")
        if name and text:
            self._labels[name] = text

    def _control(self, tag: str, node: LexborNode, before: str, locator: str) -> None:
        attributes = node.attributes
        kind = (attributes.get("type") or "text").lower() if tag == "input" else tag
        if kind in _SILENT:
            return
        if self._inside is None:
            self._inside = _Form("", "get", locator)
            self._forms.append(self._inside)
        words = tidy(attributes.get("aria-label") or attributes.get("placeholder") or attributes.get("title") or "")
        required = any(name in attributes for name in ("required", "aria-required")) or before.rstrip(":： ").endswith(
            ("*", "＊")
        )
        required = required or before.lstrip().startswith(("*", "＊"))
        options = tuple(tidy(option.text()) for option in node.css("option")) if tag == "select" else ()
        control = Field(
            attributes.get("name") or _name(node), words or before[-_BEFORE:], kind, required, options, bool(words)
        )
        self._inside.fields.append((attributes.get("id") or attributes.get("name") or "", control))

    def forms(self) -> tuple[Form, ...]:
        """All forms with labels bound to their fields."""
        return tuple(
            Form(
                form.action,
                form.method,
                tuple(self._bound(name, control) for name, control in form.fields),
                form.locator,
            )
            for form in self._forms
        )

    def _bound(self, name: str, control: Field) -> Field:
        label = self._labels.get(name)
        if not label:
            return control
        required = control.required or "*" in label or "＊" in label
        return Field(control.name, label, control.type, required, control.options, True)


def _name(node: LexborNode) -> str:
    return node.attributes.get("id") or node.attributes.get("name") or ""
