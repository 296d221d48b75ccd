"""What a page says of the ways to hand in an application: declared, refused, or not spoken of.

Sentences are judged, never bare words: a mailbox for questions, a fax for replies a form to download are no channel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from inspector import lazy
from inspector.facts.outline import WEAK, head_of, level_of
from inspector.facts.owners import Owner
from inspector.facts.plain import Plain, sentences

KINDS = ("email", "form", "fax", "post", "in_person")

_WORDS = {
    "email": r"电子邮[件箱]|邮箱|电邮|e-?mail",
    "form": (
        r"[网线]上(?:申请|提交|填报|提出|受理)|在线(?:申请|提交|填报|填写|受理|提出)|(?:网络|网上|在线)(?:在线)?(?:申请|提交|方式|渠道|途径|形式)"
        r"|(?:申请|网上|公开)(?:平台|系统)|互联网|门户网站[^,。;]{0,24}(?:提交|填写|填报|提出|申请)|我要申请|网站(?:在线|提交)"
        r"|(?:^|[、,和及:])\s?(?:网上|线上|网络)(?=\s?(?:[:(](?!\s?[:(]?\s?(?:无|暂|未|不|没|尚))|[、,和及]|$))"
    ),
    "fax": r"传真",
    "post": r"信函|邮寄|邮政|挂号|快递|快件|EMS|来信|寄送|寄[至到往给]|书信|函件",
    "in_person": (
        r"当面|现场|(?:(?<![收接得达直])到(?!达)|前往|赴)[^,。;@(]{0,28}(?:提交|提出|递交|申请|办理)|直接送|面交|上门|亲自"
        r"|窗口(?:提交|递交|申请|受理)|直接到"
    ),
}
_CHANNEL = {kind: lazy.pattern(words, re.IGNORECASE) for kind, words in _WORDS.items()}
_ONLINE_PLACE = lazy.pattern(
    r"(?:网站|栏目|专栏|小程序|服务网|客户端|APP|公众号)"
    r"(?:(?!下载|打印|邮寄|寄送|当面|现场|查阅|传真|发送|发至|邮箱)[^,。;]){0,24}(?:提交|填写|填报|提出|申请(?=$|[,。;]))",
    re.IGNORECASE,
)
"""A place on the net where applications are handed in; what is refused there may still be taken at another."""
_APPLIES = lazy.pattern(
    r"申请.{0,40}(?:提出|提交|递交|受理|接收|接受|发送|发至|(?:发|通过)?传真至|寄|填写|填报|方式|渠道|途径)"
    r"|(?:提出|提交|递交|受理|接收|接受|发送|寄送|邮寄|传真).{0,40}申请"
    r"|(?:公众号|小程序|客户端|APP|扫码|二维码)[^。;,]{0,30}(?:在线|网上|扫码)?申请"
)
_CHANNEL_HEAD = lazy.pattern(
    r"申请(?:提交|办法)?$|提交$|寄送$|(?:提出|提交|递交)申请的?(?:方式|渠道|途径)"
    r"|(?:申请|受理|接收|提交)的?(?:方式|渠道|途径)|提出申请"
)
_REFUSES = lazy.pattern(
    r"(?:不|未|停止|取消|没有|尚无)(?:再|予|能|得|直接|单独|提供|支持|以|可|对外|具备)*"
    r"(?:受理|接受|接收|支持|开通|开设|办理|处理|提供|作为|用于|设立|设置|通过|采用|采取|使用)"
    r"|(?:停止|暂停|关闭|停用|取消)了?(?:对外)?(?:受理|接收|接受|使用|服务|运行|开放|在线|网上|网络|邮箱|传真|(?:申请)?提交)|(?:平台|系统|邮箱)[^,。;]{0,16}(?:已|已经)?(?:停用|关闭|下线)"
    r"|(?:仅|只)(?:供|用于|作|限|做|作为|接受|接收|受理|提供)[^,。;申]{0,10}(?:咨询|联系|交流|监督|投诉|建议|工作)|咨询邮箱"
    r"|非(?:依申请|信息公开|政府信息公开|公开)?(?:公开)?(?:申请|受理|接收)"
    r"|(?:请勿|切勿|不要|勿)(?:再|通过|向|使用|用|将|以|在|往)[^,。;]{0,24}(?:提交|申请|发送|寄)"
    r"|(?:提交|申请|发送)的?[^,。;]{0,6}(?:无效|视为未(?:提交|收到)|不予受理)"
    r"|(?:申请|提交|渠道|方式|途径|平台|系统|邮箱|传真|网上|线上|网络)\s?[:(]\s?(?:暂|尚|均)?(?:无|没有)[。)\s]*$"
)
_NOT_OF_APPLYING = lazy.pattern(
    r"(?:通过)?(?:该|本|此)?[^,。;申]{0,4}(?:咨询|投诉|举报|信访|求助|建议|来信|匿名|超过|大于|附件|压缩|广告|纸质|涉密|国家秘密|其他|其它|与[^,。;]{0,10}无关"
    r"|口头|电话|微信|QQ|短信)"
)
"""What a mailbox may turn away and still take applications: questions, complaints, large attachments, the nameless."""
_NOR_BY = lazy.pattern(
    r"(?:[^,。;申但可请仅只]{0,20}(?:[、和或及]|或者))?(?:通过|采用|使用|以|用)?(?:传真|电子邮[件箱]|邮箱|网上|网络|互联网|在线)"
    r"(?:(?!咨询|投诉|举报|信访)[^,。;申不但可请仅只]){0,16}申请(?!以外|之外|无关)"
)
"""`不接受电话、传真、电子邮件方式的申请`: in a list of what is turned away are ways of applying; not `匿名的电子邮件申请`."""
_OF_OTHERS = lazy.pattern(r"(?:其他|其它|其余|无关的?|非申请|以外的?|之外的?)[^,。;申]{0,8}$")
"""`其他邮件恕不处理`: what is turned away is something else."""
_OTHER_TALK = lazy.pattern(
    r"答复|反馈|领取|送达|主动公开|公开形式|公开方式|发布(?![”』」》\x22])|投诉|举报|复议|诉讼|缴费|缴纳|指定提供|载体|获取(?!申请)"
    r"|提供政府信息|第三方|补正|意见"
)
_OFFERS = lazy.pattern(
    r"申请[^。;]{0,24}(?:以下|下列|如下)[^。;]{0,6}(?:方式|途径|渠道|形式)[^。;]{0,8}:"
    r"|(?:申请|受理|提交|接收)的?(?:方式|途径|渠道)(?:为|有|是)?:"
)
"""What follows the colon, up to the line's end, are ways of applying, though each may be a sentence of its own."""
_IN_PERSON_HEAD, _BY_NET_HEAD = (
    lazy.pattern(rf"(?:{words})[^:。;]{{0,4}}:") for words in ("现场|当面|窗口|线下", "网上|线上|网络")
)
"""`现场：…；网上：…`: below words on applications the ways of applying."""
_WAY_HEAD = lazy.pattern(
    r"[^\u4e00-\u9fff]*(?:[一二三四五六七八九十]{1,2}[、.)])?(?=现场|当面|窗口|线下|网上|线上|网络)"
)
_WAY = lazy.pattern(rf"提交|寄|发送|发至|传真至|递交|接收|受理|填写|申请|^{_WAY_HEAD.pattern}")
_READING = lazy.pattern(r"查阅|浏览|查看")
_CLOCK = lazy.pattern(r"之日(?:即|视|作)?为|视为收到|为收到(?:申请)?(?:之日|日期|时间)")
"""Art. 31: when an application counts as received, by each way one could be sent; it declares none of them."""
_ASKING = lazy.pattern(r"咨询|查询")
_NEAR = 120
_MOST_WAYS = 8
_LABELLED = lazy.pattern(
    r"邮政编码|邮政编号|(?<![、或以过和及])(?:传真(?:号码|电话)?|(?:电子)?邮箱(?:地址)?|电子邮件(?:地址)?|E-?mail)\s*(?:[:为]\s*|(?=[\d(]))[\w(]",
    re.IGNORECASE,
)
"""A value under its label tells where to reach the body, not that applications are taken there."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause that declares (`accepts`) or refuses a channel, and the line it stands in."""

    kind: str
    accepts: bool
    quote: str
    plain: Plain
    place: int
    text: str
    """The sentence, folded."""


def refuses(text: str) -> bool:
    """Whether a clause says that something is not accepted, or only for questions."""
    return any(
        (_NOR_BY.match(text, match.end()) or not _NOT_OF_APPLYING.match(text, match.end()))
        and not _OF_OTHERS.search(text, 0, match.start())
        for match in _REFUSES.finditer(text)
    )


def is_about_applying(text: str) -> bool:
    """Whether a sentence speaks of handing in an application."""
    return bool(_APPLIES.search(text)) and not _OTHER_TALK.search(text)


def is_channel_heading(text: str) -> bool:
    """Whether a heading names a way or the ways of applying: 申请渠道, 传真提交, 网上申请."""
    return bool(_CHANNEL_HEAD.search(text.strip(" :")))


def statements(lines: tuple[Plain, ...], owners: tuple[Owner, ...], headings: tuple[str, ...]) -> tuple[Statement, ...]:
    """Every statement on a channel of application, in order."""
    found: list[Statement] = []
    listed = _listed(lines)
    for place, plain in enumerate(lines):
        if owners[place] in ("form", "complaints", "site"):
            continue
        found.extend(_of_heading(plain, place))
        offered = _OFFERS.search(plain.text) or _ways_side_by_side(lines, place, headings[place])
        for start, end in sentences(plain.text):
            way = place in listed or (offered and offered.end() <= end)
            heading = f"{headings[place]} > 申请方式" if way else headings[place]
            found.extend(_of_sentence(plain, place, start, end, heading))
    return tuple(found)


def _listed(lines: tuple[Plain, ...]) -> frozenset[int]:
    """Where the numbered lines below `可采用以下方式提出：` stand, each of which names a way."""
    found: set[int] = set()
    for place, plain in enumerate(lines):
        if plain.text.endswith(":") and _OFFERS.search(plain.text):
            found.update(range(place + 1, place + 1 + _alike(lines[place + 1 : place + 1 + _MOST_WAYS])))
    return frozenset(found)


def _alike(below: tuple[Plain, ...]) -> int:
    """How many lines are numbered as the first of them is."""
    marks = [_mark(one) for one in below]
    return next((count for count, mark in enumerate(marks) if mark is None or mark != marks[0]), len(marks))


def _mark(plain: Plain) -> int | None:
    """How an item of a list is numbered; None where it is not."""
    level = level_of(plain.text)[0]
    return level if level < WEAK or plain.text[:1].isdigit() else None


def _ways_side_by_side(lines: tuple[Plain, ...], place: int, heading: str) -> re.Match[str] | None:
    """Where a line that begins with a way, or one beside it, names another one."""
    head = _WAY_HEAD.match(lines[place].text)
    text = ";".join(plain.text for plain in lines[max(0, place - 1) : place + 2]) if head else ""
    both = any(_IN_PERSON_HEAD.search(part) and _BY_NET_HEAD.search(part) for part in text.split("。"))
    return head if both and "申请" in heading + text and not _READING.search(text) else None


def _of_heading(plain: Plain, place: int) -> Iterator[Statement]:
    """`（二）传真提交`, `2.信函、电报、传真申请。…` name channels by themselves, in a part on applications."""
    _, rest = level_of(plain.text)
    head = head_of(rest)
    if not head or not is_channel_heading(head) or refuses(plain.text) or _OTHER_TALK.search(head):
        return
    if re.search(r"申请表|下载|流程|须知|说明", head):
        return
    for kind in _kinds(head, plain.text):
        yield Statement(kind, True, plain.quote(0, len(head)), plain, place, plain.text)


def _of_sentence(plain: Plain, place: int, start: int, end: int, heading: str) -> Iterator[Statement]:
    text = plain.text[start:end]
    under = any(is_channel_heading(part) for part in heading.split(" > "))
    if _CLOCK.search(text):
        return
    hands_in = under and _WAY.search(text)
    if not (_APPLIES.search(text) or hands_in or (refuses(text) and "申请" in text)):
        return
    refusing = False
    for clause in re.split(r"[,;]|但是?(?=申请人|可)", text):
        refusing = refuses(clause) or (refusing and bool(re.match(r"\s*(?:也不|亦不|及|以及|和|或)", clause)))
        if "数据电文" in clause or (not refusing and (_OTHER_TALK.search(clause) or _ASKING.search(clause))):
            continue
        yield from _of_clause(clause, refusing, plain, place, start, end)


def _of_clause(clause: str, refusing: bool, plain: Plain, place: int, start: int, end: int) -> Iterator[Statement]:
    kinds = _kinds(clause, plain.text[start : end + _NEAR])
    if not refusing and "form" not in kinds and _ONLINE_PLACE.search(clause):
        kinds.append("form")
    for kind in kinds:
        yield Statement(kind, not refusing, plain.quote(start, end), plain, place, plain.text[start:end])


def _kinds(clause: str, sentence: str) -> list[str]:
    clause = _LABELLED.sub(" ", clause)
    kinds = [kind for kind in KINDS if _CHANNEL[kind].search(clause)]
    if "form" in kinds and (_only_download(clause) or _is_mail_by_net(clause, sentence)):
        kinds.remove("form")
    return kinds


def _only_download(clause: str) -> bool:
    return "下载" in clause and not re.search(r"在线|提交|填报|平台|系统", clause)


def _is_mail_by_net(clause: str, sentence: str) -> bool:
    """通过互联网…发送至邮箱: the net is the way of the mail."""
    strong = re.search(r"在线|网上(?:申请|提交|填)|平台|系统|网站", clause)
    return not strong and bool(_CHANNEL["email"].search(sentence) or "@" in sentence)
