"""The name of the head of a unit: under a label, beside the office, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspector import lazy
from inspector.facts.contacts import is_unfilled
from inspector.facts.labelled import Labelled, labelled
from inspector.facts.plain import Plain
from inspector.facts.reading import Fact

_HEAD = (
    r"(?:单位|机构|部门|主要|行政|现任)?(?:负责人|负责同志|领导)(?:姓名)?|法定代表人|法人代表|一把手|行政首长|(?:党委|党组|党工委|"
    r"工委)?书记(?:、[\u4e00-\u9fff]{2,6})?|"
    r"(?:党组书记、|党委书记、|党委副书记、)?(?:代)?(?:局长|主任|镇长|乡长|区长|县长|院长|馆长|校长|队长|"
    r"所长|站长|办事处主任)|姓名"
)
_NAME = r"(?:[\u4e00-\u9fff]{2,8}(?:[·•][\u4e00-\u9fff]{2,8}){1,2}|[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3})"
_DUTY = (
    r"[\u4e00-\u9fff]{0,14}(?:书记|局长|主任|镇长|乡长|区长|县长|院长|馆长|校长|队长|所长|站长|主席|组长|"
    r"处长|科长)(?:[、,，]\s?[\u4e00-\u9fff]{2,14}){0,3}"
)
_HEADS = lazy.pattern(r"(?:书记|[局镇乡区县院馆校队所站]长|主任|负责人)$")
_NOT_HEADS = lazy.pattern(r"副|办公室|纪|人大|工会|武装|妇联|科|政协")
_NAME_FIRST = lazy.pattern(rf"^(?P<name>{_NAME})[\s,，:]\s?(?:[男女][,，\s].*?)?(?P<duty>{_DUTY})")
_DUTY_FIRST = lazy.pattern(rf"^(?P<duty>{_DUTY})[\s:]\s?(?P<name>{_NAME})(?:$|[\s,，(])")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
_GLUED = lazy.pattern(
    rf"(?P<duty>(?:[党书记组委工副]{{1,4}}、)?(?<![副纪室科处股心])(?:局长|主任|镇长|乡长|区长|县长|院长|馆长|校长|队长|所长|站长)|(?:党组|党委|党工委)书记|(?:单位|行政|机构|主要)负责人)(?:为|是|:|：)?\s?"
    rf"(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:同志)?(?=$|[:,，。;；、\s(（])"
)
_IN_OFFICE = lazy.pattern(
    rf"(?:^|[:,。;、\s])(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:同志)?(?:现任|任|担任|\()(?!原|曾|前)(?P<duty>{_DUTY})"
)
"""`张建国同志任县水利局党组书记、局长`, `领导班子：张建国（局长）、李明（副局长）`."""
_DEPUTY = r"(?:党组成员、)?副(?:局长|主任|镇长|乡长|区长|县长|院长|馆长|校长|队长|所长|站长)"
_PRESIDES = lazy.pattern(
    rf"(?:(?P<deputy>{_DEPUTY})[\s:]\s?(?P<one>{_NAME})|(?P<other>{_NAME})[\s,，:]\s?(?P<office>{_DEPUTY}))"
    r"[\s,，(]{0,3}主持(?:全面|日常|行政|[局委办]里?)?工作"
    rf"|主持(?:全面|日常|行政)?工作的?(?P<acting>{_DEPUTY})[\s:](?P<third>{_NAME})"
    rf"|(?:^|[,。;:\s现])由(?P<sixth>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:同志)?主持(?:全面|日常|行政)?工作"
    rf"|(?:^|[,。;:\s])(?P<before>{_DEPUTY})(?P<fifth>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?:同志)?主持(?:全面|日常|行政)?工作"
    rf"|(?:^|[,。;:\s])(?P<fourth>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?P<place>{_DEPUTY})主持(?:全面|日常|行政)?工作"
)
_LEADERS = lazy.pattern(
    rf"(?:领导|班子)(?:班子|成员|名单|信息)*:? ?[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?:[、,;。\s]|$)"
)
_VACANT = lazy.pattern(r"\(?(?:空缺|暂缺|缺位|暂时空缺|待任命)\)?(?:$|[\s,，。;(])")
_NOT_A_NAME = lazy.pattern(
    r"联系|责任|电话|时间|地址|简介|职责|分工|信息|领导|班子|姓名|职务|待定|暂缺|空缺|办公|主持|全面|工作|负责|单位|"
    r"机构|街道|科|局|委|室|邮|传真|男|女|书记|主任|副"
)


def head(lines: tuple[Plain, ...]) -> Fact | None:
    """The head's name: under a label, after the office (`局长：`), or before it (`张三 局长`); the duty where said."""
    for one in labelled(lines, _HEAD):
        match = re.match(rf"({_NAME})(?:$|[\s,，;(])", one.value.replace("同志", " "))
        if match and _is_name(match[1]):
            duty = one.label if re.search(r"长|书记|主任", one.label) else _duty(lines, one)
            return Fact(_plain_name(match[1]), one.quote, one.locator, {"duty": duty.replace(" ", "") or None})
    for plain in lines:
        match = _NAME_FIRST.match(plain.text) or _DUTY_FIRST.match(plain.text)
        if match and len(plain.text) <= 120 and _is_name(match["name"]) and _is_heads(match["duty"]):
            return Fact(_plain_name(match["name"]), plain.line.text, plain.line.locator, {"duty": match["duty"]})
    ways = (_beside_duty(lines), _in_value(lines), _in_sentence(lines), _presiding(lines), _vacant(lines))
    return next((fact for way in ways for fact in way), None)


def leaders(lines: tuple[Plain, ...]) -> Fact | None:
    """Names of those who lead, of whom the page does not say which is the head: `班子成员：张建国、李明`."""
    named = (plain for plain in lines if _LEADERS.search(plain.text))
    return next((Fact(None, plain.line.text, plain.line.locator) for plain in named), None)


def _in_value(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`主要负责人：党组书记、局长 李明华（主持全面工作）`: the office before the name, both behind the label."""
    for one in labelled(lines, _HEAD):
        match = _DUTY_FIRST.match(one.value) or _GLUED.search(one.value)
        if match and _is_name(match["name"]) and _is_heads(match["duty"]):
            yield Fact(_plain_name(match["name"]), one.quote, one.locator, {"duty": match["duty"].replace(" ", "")})


def _in_sentence(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`清河区民政局……，局长李明华。`: the office and the name in a sentence, told by the surname."""
    for plain in lines:
        spoken = (*_GLUED.finditer(plain.text), *_IN_OFFICE.finditer(plain.text)) if not plain.line.links else ()
        for match in spoken:
            if _is_name(match["name"]) and _is_heads(match["duty"]):
                quote = plain.quote(*match.span())
                yield Fact(match["name"], quote, plain.line.locator, {"duty": match["duty"]})


def _beside_duty(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """A name that has a line or a cell to itself, and the office of the head in the one before or after it."""
    for place, plain in enumerate(lines):
        if not re.fullmatch(_NAME, plain.text) or not _is_name(plain.text):
            continue
        for other in (place - 1, place + 1):
            duty = lines[other].text if 0 <= other < len(lines) else ""
            if re.fullmatch(_DUTY, duty) and _is_heads(duty):
                quote = f"{plain.line.text} {lines[other].line.text}"
                yield Fact(_plain_name(plain.text), quote, plain.line.locator, {"duty": duty.replace(" ", "")})


def _presiding(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`副局长：王五（主持工作）`: the deputy who is in charge where there is no head."""
    for plain in lines:
        match = _PRESIDES.search(plain.text) if len(plain.text) <= 120 else None
        name = next(filter(None, match.group("one", "other", "third", "fourth", "fifth", "sixth")), "") if match else ""
        if match and _is_name(name):
            duty = next(filter(None, match.group("deputy", "office", "acting", "place", "before")), "")
            yield Fact(_plain_name(name), plain.line.text, plain.line.locator, {"duty": duty or None})


def _vacant(lines: tuple[Plain, ...]) -> Iterator[Fact]:
    """`局长：空缺`: the page says that nobody holds the office."""
    for one in labelled(lines, _HEAD):
        if _VACANT.match(one.value):
            yield Fact("空缺", one.quote, one.locator, {"duty": one.label.replace(" ", ""), "vacant": True})


def _is_heads(duty: str) -> bool:
    """Whether one of the offices named is that of the head, not of a deputy or of a section."""
    return any(_HEADS.search(part) and not _NOT_HEADS.search(part) for part in re.split("[、,，]", duty))


def _duty(lines: tuple[Plain, ...], one: Labelled) -> str:
    inside = re.search(_DUTY, one.value)
    if inside:
        return inside[0]
    after = next((n for n, plain in enumerate(lines) if plain.line is one.line), 0)
    near = lines[max(0, after - 1) : after + 4]
    return next((found.value for found in labelled(near, "职务|职位|现任职务|担任职务")), "")


def _is_name(text: str) -> bool:
    bare = text.replace(" ", "")
    return (
        (2 <= len(bare) <= 4 or "·" in bare or "•" in bare) and not _NOT_A_NAME.search(bare) and not is_unfilled(text)
    )


def _plain_name(text: str) -> str:
    return text.replace(" ", "")
