"""Pictures that show no text of the page: icons, codes to be scanned, the site's head."""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.html.tags import Tag

_SAID = lazy.pattern(
    r"二维码|扫一扫|扫码|图标|横幅|头图|网站标[识志]|国徽|党徽|返回顶部|无障碍|适老|^微[信博]$|\blogo\b|\bbanner\b",
    re.IGNORECASE,
)
_NAMED = lazy.pattern(r"(?:^|[\s_\-])(?:logo|icon|ico|banner|qr|qrcode|ewm|erweima)(?:$|[\s_\-\d])", re.IGNORECASE)
_ICON, _FLAT = 48, 6
"""Pixels of an icon's side, and how many times as wide as high a banner is."""


def is_ornament(image: Tag) -> bool:
    """Whether a picture is told by its own words or size to be no content; its address is judged by who asks."""
    said = f"{image.get('alt')} {image.get('title')}"
    if _SAID.search(said) or _NAMED.search(f"{image.get('class')} {image.get('id')}"):
        return True
    width, height = _pixels(image.get("width")), _pixels(image.get("height"))
    return 0 < width <= _ICON >= height > 0 or 0 < height * _FLAT <= width


def _pixels(text: str) -> int:
    digits = text.strip().lower().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < _ICON else 0
