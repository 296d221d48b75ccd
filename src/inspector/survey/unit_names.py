"""The names a unit goes by on its own pages: in full, without the district in front, and in the usual short forms."""

from __future__ import annotations

import re
from functools import lru_cache

from inspector import lazy
from inspector.facts.document import Document, norm
from inspector.model.unit import Unit

_SHORTEST = 3
_DISTRICT = lazy.pattern(r"^[^区县市旗]{1,10}?(?:自治)?[区县市旗](?=.{3})")
_HAN = "[\u4e00-\u9fff]"
_AREA = "[区县市旗]"
_NO_BODY = rf"(?!(?!(?:人民)?政府){_HAN}{{2,12}}?(?:局|委员会|街道|办事处|中心|镇|乡|大队|馆|办公室))"
_KIND = lazy.pattern(
    r"管理|工作|服务|综合|发展|建设|行政|监督|和|与|局|委员会|委|办公室|办事处|街道|人民政府|政府|中心|[镇乡]"
)
_COUNTY = lazy.pattern(
    rf"^(?:{_HAN}{{2,8}}?[省市州盟])?(?P<county>(?![本我全各该此]){_HAN}{{1,7}}?(?:自治)?(?<![社园校小新发景片辖市城])[区县旗])(?={_HAN}{{2}})"
)
"""The county in front of a body's name; no 社区, 开发区 or 新区."""
_SHORTER = (
    ("街道办事处", "街道"),
    ("街道办事处", "街道办"),
    ("人民政府", "政府"),
    ("人民政府", ""),
    ("发展和改革委员会", "发展改革委"),
    ("发展和改革委员会", "发改委"),
    ("发展和改革局", "发展改革局"),
    ("发展和改革局", "发改局"),
    ("住房和城乡建设", "住房城乡建设"),
    ("住房和城乡建设", "住建"),
    ("工业和信息化", "工信"),
    ("人力资源和社会保障", "人力资源社会保障"),
    ("人力资源和社会保障", "人社"),
    ("自然资源和规划", "自然资源规划"),
    ("规划和自然资源", "规划自然资源"),
    ("生态环境", "环保"),
    ("文化和旅游", "文化旅游"),
    ("文化和旅游", "文旅"),
    ("卫生健康", "卫健"),
    ("市场监督管理", "市场监管"),
    ("政务服务和数据管理", "政务服务数据管理"),
    ("城市管理综合行政执法", "城管执法"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("国有资产监督管理", "国资"),
)


def own_names(unit: Unit) -> tuple[str, ...]:
    """Every form, without white space, longest first; those without the district among them."""
    return tuple(sorted({*_whole(unit.names), *_bare(unit.names)}, key=lambda one: (-len(one), one)))


def is_named(unit: Unit, text: str) -> bool:
    """Whether `text` (without white space) names the unit.

    A form without its district is no other district's body, and a place's name before a body's is that body's, not the place's.
    """
    return _pattern(unit.names).search(text) is not None


def is_of_its_place(unit: Unit, text: str) -> bool:
    """Whether `text` (without white space) names the unit, or the district in front of its name."""
    place = _DISTRICT.match(norm(unit.name))
    return (place is not None and place[0] in text) or is_named(unit, text)


def is_of_another_place(unit: Unit, body: str) -> bool:
    """Whether the name of a body begins with a county that is not the unit's; no where the unit's names tell none."""
    county = _COUNTY.match(norm(body))
    known = any(_COUNTY.match(norm(name)) for name in unit.names)
    return county is not None and known and not any(county["county"] in norm(name) for name in unit.names)


def maybe_former(unit: Unit, name: str) -> bool:
    """Whether a name that is none of the unit's may be an earlier one: its trade has two signs in common with the unit's."""
    trade = _trade(name)
    return any(pair in trade for own in unit.names for pair in _pairs(_trade(own)))


def _trade(name: str) -> str:
    """What is left of a body's name without its district and its kind: 文化和旅游局 -> 文化旅游."""
    return _KIND.sub("", _DISTRICT.sub("", norm(name)))


def _pairs(text: str) -> list[str]:
    return [text[n : n + 2] for n in range(len(text) - 1)]


def named_in(unit: Unit, document: Document) -> bool:
    """Whether a page names the unit, in its title or anywhere in its text."""
    return is_named(unit, norm(document.title + document.text()))


@lru_cache(maxsize=4096)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for all the names: the units of a registry are looked for on every page."""
    whole = _whole(names)
    forms = [re.escape(name) + (_NO_BODY if re.search(f"{_AREA}$", name) else "") for name in sorted(whole)]
    bare = "|".join(re.escape(name) for name in sorted(_bare(names) - whole))
    forms += [rf"(?:(?<![区县市旗])|(?<!{_HAN}){_AREA})(?:{bare})"] if bare else []
    return lazy.pattern("|".join(forms) or "(?!)")


def _whole(names: tuple[str, ...]) -> set[str]:
    return {form for name in names for form in _short_forms(norm(name)) if len(form) >= _SHORTEST}


def _bare(names: tuple[str, ...]) -> set[str]:
    tails = {_DISTRICT.sub("", norm(name)) for name in names}
    tails = {tail for tail in tails if not tail.startswith(("人民政府", "政府", "委员会", "办公室"))}
    return {form for tail in tails for form in _short_forms(tail) if len(form) >= _SHORTEST}


def _short_forms(name: str) -> list[str]:
    forms = [name]
    for long, short in _SHORTER:
        forms += [form.replace(long, short) for form in forms if long in form]
    return forms
