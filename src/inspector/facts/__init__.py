"""Evidence to facts: what a page shows, read without judging it.

`open.open_document` turns bytes into a `Document`; `read(kind, document)` gives a `Reading`. A new kind of page is one new
module here with a constant `READER`; it is found by existing.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from inspector.facts.document import Document
from inspector.facts.reading import Reader, Reading


@cache
def readers() -> dict[str, Reader]:
    """All readers by kind, found by walking this folder."""
    modules = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    found = (getattr(module, "READER", None) for module in modules)
    return {reader.kind: reader for reader in found if isinstance(reader, Reader)}


def read(kind: str, document: Document) -> Reading:
    """The facts of `document` read as a page of `kind`. Raises KeyError for an unknown kind."""
    return Reading(kind=kind, document=document, facts=readers()[kind].read(document))
