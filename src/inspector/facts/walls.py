"""What stands before a site and is no page of it: a firewall's refusal, a filter's, the notice of a carrier, provider or network.

Each is short, and says by itself that the site did not answer: what the page behind it holds was not seen.
"""

from __future__ import annotations

import re

from inspector import lazy
from inspector.facts.document import Document, norm

_WALL = (
    r"创宇(?:盾|云)|知道创宇|抗d保|安全狗|云锁|d盾|网防g01|雷池|safeline|玄武盾|网站卫士|云防护|云盾|云waf|加速乐|绿盟|安恒|明御|启明星辰|天清|天融信|深信服|奇安信|网神|瑞数"
    r"|waf|web应用(?:防火墙|防护)|网站(?:应用)?(?:防火墙|防护系统)|综合防护系统|安全防护(?:系统|平台)"
)
_TURNED_AWAY = r"拦截|阻断|阻止|屏蔽|封禁|威胁|攻击|不安全|不合法|非法|异常|可疑|恶意"
_REFUSED = lazy.pattern(
    r"(?:访问|请求|操作)(?:太|过于|过)(?:频繁|快)|(?:访问|请求)频率过[高快]|(?:您|你)的(?:访问|请求|"
    r"ip(?:地址)?)[^。]{0,20}(?:拦截|阻断|禁止|封禁|限制)|"
    r"(?:请求|访问)(?:已)?被(?:拦截|阻断|防火墙|拒绝|限制)|存在(?:安全)?威胁|web应用防火墙|访问被拒绝|"
    r"(?:网站|网页|站点|网址)(?:已经?)?被(?:阻止|拦截|禁止|屏蔽)|上网(?:行为)?(?:管理|策略|权限)|"
    r"accessdenied|forbidden",
    re.IGNORECASE,
)
_BY_A_WALL = lazy.pattern(
    rf"(?:{_WALL})[^。]{{0,40}}(?:{_TURNED_AWAY})|(?:{_TURNED_AWAY})[^。]{{0,40}}(?:{_WALL})|"
    r"疑似(?:黑客|恶意|非法|攻击|入侵)|(?:请求|访问|内容|参数|行为)[^。]{0,24}(?:造成|构成|带来|存在)[^。]{0,8}(?:威胁|风险|危害)|"
    r"(?:请求|访问|内容|参数|行为)[^。]{0,30}(?:已?被|予以)[^。]{0,24}(?:拦截|阻断|阻止)|"
    r"requestedurlwasrejected|requestrejected|(?:request|page|url|website)(?:is|was|hasbeen)?blocked|youhavebeenblocked"
    r"|blockedby|attackid|incidentid|supportidis"
    r"|(?:ip(?:地址)?|(?:您|你)[^。]{0,12}(?:被|已|在))[^。]{0,16}(?<!企业)黑名单(?!信息|查询|公示)|禁止(?:网络)?(?:爬虫|蜘蛛|机器人)|(?:地区|区域|国家|境外)[^。]{0,10}(?:不允许|禁止|无法|不能|限制)[^。]{0,4}访问"
    r"|浏览器(?:的?版本)?(?:过|太)(?:低|旧|老)|不支持[^。,，]{0,10}浏览器",
    re.IGNORECASE,
)
_INTERPOSED = lazy.pattern(
    r"(?:未|没有|尚未)(?:在?[^。]{0,12})?(?:完成|进行|办理|取得)?(?:icp)?备案|(?:取消|注销)(?:备案|接入)|反诈中心|涉诈|涉嫌(?:诈骗|欺诈|违法)"
    r"|(?:宽带|账户|账号|套餐|话费|余额)[^。]{0,12}(?:到期|欠费|停机|不足|用尽)|请(?:及时)?(?:续费|充值|缴费)"
    r"|(?:上网|网络|准入|无线|wifi|wlan|wi-fi|portal|宽带)[^。]{0,8}认证|认证(?:后|通过后|成功后)(?:方可|才能|即可)?(?:上网|访问(?:网络|互联网))|登录上网|连接(?:到)?(?:无线|wifi)"
    r"|therequestedurlcouldnotberetrieved|(?:proxy|gateway|dns)(?:error|servererror)|域名解析(?:错误|失败|异常)|(?:域名|网址)(?:不存在或)?无法解析",
    re.IGNORECASE,
)
_OF_A_SITE = lazy.pattern(
    r"网站标识码|主办单位|政府信息公开(?:指南|目录|年报|制度)|公网安备|暂无(?:相关)?(?:内容|数据|信息|记录)|当前位置|(?:现在|所在)的?位置|发布(?:时间|日期)|信息来源"
)
_ROWS = 3
"""A notice has no table of so many rows; a list of penalties for what was not filed has."""
_SHORT, _SOME, _FEW = 200, 20, 5
"""A notice has no more characters, and no more links than a real column of the same words would have."""
_LONG = 300
_DIRECTORY = lazy.pattern(r"网址导航|网址大全|号码百事通")


def refused(document: Document) -> bool:
    """Whether a firewall or filter says that it has turned the visit away."""
    if document.exceeds(_LONG) or document.links[_SOME:]:
        return False
    said = _said(document)
    return (not document.exceeds(_SHORT) and bool(_REFUSED.search(said))) or _notice(document, said, _BY_A_WALL)


def interposed(document: Document) -> bool:
    """Whether a carrier, a provider or the network on the way answered in the site's place: fees, log-in to the net, no filing."""
    if document.exceeds(_LONG):
        return False
    return bool(_DIRECTORY.search(norm(document.title))) or _notice(document, _said(document), _INTERPOSED)


def _notice(document: Document, said: str, words: re.Pattern[str]) -> bool:
    if document.links[_FEW:] or not words.search(said) or _OF_A_SITE.search(said):
        return False
    return not any(len(table.rows) >= _ROWS for table in document.tables)


def _said(document: Document) -> str:
    return norm(document.title) + "\n" + norm(document.text())
