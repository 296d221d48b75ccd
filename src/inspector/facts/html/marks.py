"""What stands anywhere in a page's markup, all looked for in one pass: what has no mark there need not be looked for in the tree."""

from __future__ import annotations

from inspector.facts.html.tags import UNSEEN
from inspector.facts.pattern import Marks

HIDING, CLICKS, ROLES, ISLAND, AREAS = "hiding", "clicks", "roles", "island", "areas"
"""Words without which no element is hidden, none but links is opened by a click, none has a role, no list is kept as data, and no
part of a picture is a link."""
OF_HEAD = ("title", "base")
TELLING = ("header", "footer", "nav", "aside")
"""Elements that claim a region by their name."""
_WORDS = {HIDING: "none|hidden", CLICKS: "onclick|data-", ROLES: "role", ISLAND: r"(?-i:<!\[CDATA\[)", AREAS: "<area"}

MARKS = Marks(_WORDS | {tag: f"<{tag}" for tag in (*sorted(UNSEEN), *OF_HEAD, *TELLING)})
"""The words above, and each element that is not shown or claims a region, by its name."""
