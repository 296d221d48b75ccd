"""What each failure of the outside world proves, whose matter it is, and what to say and do about it: one table.

The policy follows one idea: only an answer about the very page costs points. A server that is silent, a door that is
kept shut against machines, or a limit of our own says nothing about the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inspector.model.capture import Failure
from inspector.model.words import Words

Proof = Literal["page", "server", "silence", "door", "ours"]
"""page: the page itself is gone. server: the server is at fault. silence: nobody answered. door: machines are kept out.
ours: a limit of ours, or a form that we cannot read."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One row of the table: what a failure proves, the sentence for the report, the advice for its reader."""

    proof: Proof
    words: Words
    advice: Words


def _row(proof: Proof, zh: str, en: str, do_zh: str, do_en: str) -> Meaning:
    return Meaning(proof, Words(zh, en), Words(do_zh, do_en))


_OPERATOR_ZH, _OPERATOR_EN = (
    "请用浏览器人工查看，或与网站管理方约定放行检查程序。",
    "Look by hand, or agree with the site's owner to let the inspection in.",
)
_NETWORK_ZH, _NETWORK_EN = (
    "稍后再查；仍不通时请核实服务器和网络。",
    "Look again later; if it stays silent, check the server and the network.",
)

MEANING: Mapping[Failure, Meaning] = {
    Failure.NOT_FOUND: _row(
        "page",
        "页面不存在（404）",
        "the page does not exist (404)",
        "恢复页面或更正链接。",
        "Restore the page or correct the link.",
    ),
    Failure.SOFT_404: _row(
        "page",
        "打开后提示页面不存在或已删除",
        "the page opens but says that it does not exist",
        "恢复页面或更正链接，并让服务器返回404状态。",
        "Restore the page or correct the link, and let the server answer 404.",
    ),
    Failure.MOVED: _row(
        "page",
        "页面已跳转到网站首页或已迁移",
        "the page leads to a home page: moved or removed",
        "核实页面新地址并更新登记。",
        "Find the page's new address and update the registry.",
    ),
    Failure.CLIENT_ERROR: _row(
        "page",
        "服务器拒绝该地址（4xx）",
        "the server rejects the address (4xx)",
        "更正链接地址。",
        "Correct the address.",
    ),
    Failure.SERVER_ERROR: _row(
        "server",
        "服务器出错或正在维护",
        "the server fails or is under maintenance",
        "排查网站服务故障。",
        "Repair the web server.",
    ),
    Failure.DNS: _row(
        "server",
        "域名不存在",
        "the host name does not exist",
        "核实域名解析或更正链接。",
        "Check the name, or correct the link.",
    ),
    Failure.CONNECT: _row("silence", "无法建立连接", "no connection could be made", _NETWORK_ZH, _NETWORK_EN),
    Failure.RESET: _row("silence", "连接中断", "the connection broke off", _NETWORK_ZH, _NETWORK_EN),
    Failure.TLS: _row(
        "silence",
        "安全连接失败",
        "the secure connection failed",
        "核实证书和加密设置。",
        "Check certificate and TLS settings.",
    ),
    Failure.TIMEOUT: _row("silence", "在规定时间内没有响应", "no answer in time", _NETWORK_ZH, _NETWORK_EN),
    Failure.REDIRECT_LOOP: _row(
        "silence", "页面循环跳转", "the page redirects in a circle", "检查跳转设置。", "Check the redirects."
    ),
    Failure.PROTOCOL: _row("silence", "响应不符合HTTP协议", "the answer is not HTTP", _NETWORK_ZH, _NETWORK_EN),
    Failure.BLOCKED: _row("door", "网站拒绝程序访问", "the site refuses automated visits", _OPERATOR_ZH, _OPERATOR_EN),
    Failure.CHALLENGE: _row(
        "door", "网站要求先完成浏览器校验", "the site asks for a browser check first", _OPERATOR_ZH, _OPERATOR_EN
    ),
    Failure.CAPTCHA: _row("door", "网站要求输入验证码", "the site asks for a captcha", _OPERATOR_ZH, _OPERATOR_EN),
    Failure.LOGIN: _row("door", "需要登录后才能查看", "a login is needed to see the page", _OPERATOR_ZH, _OPERATOR_EN),
    Failure.SHUT_OUT: _row(
        "door",
        "网站对本程序的每次访问（包括首页）都以同一方式拒绝：可能已经关停，也可能不接受程序访问",
        "the site refuses each of our visits in the same way, at its front page too: it may be gone, or keep programs out",
        _OPERATOR_ZH,
        _OPERATOR_EN,
    ),
    Failure.ROBOTS: _row(
        "door",
        "robots.txt不允许访问，或未能读取",
        "robots.txt does not permit the visit, or could not be read",
        "请网站管理方书面同意后再查。",
        "Ask the site's owner for written permission.",
    ),
    Failure.RESOLVER: _row(
        "ours", "域名服务器没有响应", "no name server answered", "检查本机网络。", "Check this machine's network."
    ),
    Failure.GUARD: _row(
        "ours",
        "该地址不在允许检查的范围内",
        "the address is outside what may be visited",
        "核对登记的网址和 allowed_hosts、allow_networks。",
        "Check the registered address, allowed_hosts and allow_networks.",
    ),
    Failure.UPLINK: _row(
        "ours",
        "检查期间本机网络中断",
        "our own network was down at that moment",
        "网络恢复后继续检查（inspector run --resume）。",
        "Go on with `inspector run --resume` once the network is back.",
    ),
    Failure.UNVOUCHED: _row(
        "ours",
        "多个网址显示同一内容，尚不能证明是网站自身的应答",
        "several addresses show one and the same: nothing proves yet that the site itself answered",
        "过一段时间再查（inspector run --resume）；仍如此时请用浏览器从其他网络人工查看。",
        "Look again some time later (`inspector run --resume`); where it stays so, look by hand from another network.",
    ),
    Failure.TRAP: _row(
        "ours",
        "该地址属于无限延伸的日历、翻页或会话地址，未访问",
        "the address is one of a calendar, paging or session that never ends; it was not asked for",
        "如确需检查，请人工查看。",
        "Look by hand if it matters.",
    ),
    Failure.LIMIT: _row(
        "ours",
        "已达到本单位的页面数、请求数或时间上限",
        "our own limit of pages, requests or time for the unit is used up",
        "用 inspector run --resume 继续，或调高 max_pages_per_unit、max_minutes_per_unit 后重新检查。",
        "Go on with `inspector run --resume`, or raise max_pages_per_unit or max_minutes_per_unit and run again.",
    ),
    Failure.DIED: _row(
        "ours",
        "检查程序在采集该单位网站时异常退出，未能查看",
        "our own process died at work on this host: it was not seen",
        "用 inspector run --resume 再次检查；仍然如此时请人工查看。",
        "Look again with `inspector run --resume`; if it stays so, look by hand.",
    ),
    Failure.TOO_LARGE: _row(
        "ours",
        "文件超过大小上限",
        "the file is larger than the limit",
        "调高 max_bytes 或人工查看。",
        "Raise max_bytes or look by hand.",
    ),
    Failure.CONTRADICTED: _row(
        "ours",
        "服务器返回错误状态（404、500等），但页面内容可以看到，是否存在由人工确认",
        "the server answers with an error status, yet the page shows its text: whether it is there, a person says",
        "请用浏览器人工查看；请网站管理方更正服务器返回的状态码。",
        "Look by hand; the site's owner should correct the status that the server answers with.",
    ),
    Failure.PARTIAL: _row(
        "ours",
        "页面只传来一部分就中断，未据此判定",
        "the page breaks off: what came of it is not judged",
        "请用浏览器人工查看；屡次如此时请网站管理方检查响应长度和压缩设置。",
        "Look by hand; where it stays so, the site's owner should check the lengths it announces and its compression.",
    ),
    Failure.NOT_COLLECTED: _row(
        "ours", "本次检查没有采集该页面", "the page was not collected in this run", "重新采集。", "Collect again."
    ),
    Failure.DELETED: _row(
        "ours",
        "存证已按保管期限销毁，无法重新判定",
        "the record was deleted when its time had come: it cannot be judged again",
        "以当时的报告和留存的结果为准。",
        "What was found then is in the report and in the kept result.",
    ),
    Failure.UNREADABLE: _row("ours", "文件无法读取", "the file cannot be read", "请人工查看。", "Look by hand."),
    Failure.SCRIPT_ONLY: _row(
        "ours",
        "页面内容由脚本生成，未能读取",
        "the text only exists after scripts ran",
        "请用浏览器人工查看；建议提供可直接读取的文字。",
        "Look by hand; plain text in the page would serve readers better.",
    ),
    Failure.IMAGE_ONLY: _row(
        "ours",
        "页面内容是图片，未能读取",
        "the text is a picture",
        "请人工查看；建议同时提供文字。",
        "Look by hand; add the text itself.",
    ),
    Failure.HIJACKED: _row(
        "ours",
        "页面内容疑似被篡改、冒用或域名已停放，不是本单位的内容",
        "the page seems to be taken over or its domain parked: what it shows is not the unit's",
        "立即人工核实；属实的按网页篡改处置。",
        "Look by hand at once; if it is so, treat it as a defacement.",
    ),
    Failure.INTERPOSED: _row(
        "ours",
        "打开的是运营商、接入商或上网认证的提示页，不是网站自身的内容",
        "a notice of a carrier, a provider or the network stands in the page's place: the site did not answer",
        "请换一个网络用浏览器人工核实；属实的请网站管理方排查域名和接入。",
        "Look by hand from another network; if it is so, the site's owner should check domain and hosting.",
    ),
    Failure.GARBLED: _row(
        "ours",
        "页面文字编码错误，未能读取",
        "the bytes do not decode to text",
        "请人工查看；检查网页编码声明。",
        "Look by hand; check the charset.",
    ),
}

AWAITING = Words("{what}，等待再次核实", "{what}; awaiting a second look")
OPEN = Words("页面可以打开", "the page opens")


def advice(failure: Failure) -> Words:
    """What a person can do about a failure, in one plain sentence."""
    return MEANING[failure].advice
