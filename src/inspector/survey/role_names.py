"""What the pages of each role are called, on links and in addresses: standard names first, variants with less weight.

A name is matched on text without white space. `other` are names that look alike and mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from inspector import lazy

_ORGAN = r"(?:政府|政务)?(?:信息)?"


@dataclass(frozen=True, slots=True)
class RoleNames:
    """Names with their weight (0 to 1), strongest first; words that rule a link out; pieces of addresses that hint at the role."""

    names: tuple[tuple[re.Pattern[str], float], ...]
    other: re.Pattern[str]
    paths: re.Pattern[str]


def _role(names: dict[str, float], other: str, paths: str) -> RoleNames:
    compiled = tuple((lazy.pattern(words, re.IGNORECASE), weight) for words, weight in names.items())
    return RoleNames(
        compiled, lazy.pattern(other), lazy.pattern(rf"(?:^|[/_\-.?=&])(?:{paths})(?:$|[/_\-.?=&\d])", re.IGNORECASE)
    )


ROLE_NAMES: Mapping[str, RoleNames] = {
    "disclosure": _role(
        {
            r"政府信息(?:主动)?公开(?:专栏|平台|网|目录)?": 1.0,
            r"信息公开(?:专栏|平台|网|栏目)?": 0.95,
            r"政务公开(?:专栏|平台|网|栏目)?": 0.88,
            r"(?:部门|单位|街道|镇街|乡镇|本机关)(?:政府)?(?:信息|政务)公开": 0.85,
            r"^公开$": 0.62,
        },
        r"指南|制度|年报|年度|依申请|申请|清单|标准|意见箱|条例|规定|统计|查询|举报|监督|保密|试点",
        r"xxgk|zfxxgk|zwgk|xxgkzl|gov_?open|disclosure",
    ),
    "guide": _role(
        {
            rf"{_ORGAN}信息公开(?:工作|服务)?指南": 1.0,
            r"(?:政府|政务)公开指南": 0.95,
            r"公开指南": 0.92,
            r"公开(?:工作)?指引": 0.7,
            r"^(?:本单位|本机关)?指南$": 0.7,
        },
        r"办事指南|服务指南|申报指南|办理指南|报考|投资指南|旅游|操作指南|填报|编制|依申请公开(?:申请)?指南|"
        r"申请指南|解读|条例",
        r"zn|gkzn|xxgkzn|zfxxgkzn|zhinan|guide|gkznml",
    ),
    "list": _role(
        {
            r"(?:政府)?(?:信息)?主动公开(?:政府)?(?:信息)?全清单": 1.0,
            r"(?:政府|政务)?(?:信息)?公开(?:信息)?全清单": 0.97,
            r"主动公开(?:信息|事项|内容)?清单": 0.92,
            r"主动公开(?:基本|事项|信息|标准)?目录": 0.88,
            r"(?:基层)?(?:政务|政府信息)公开(?:事项)?标准(?:化)?(?:规范化)?(?:目录|指引)": 0.84,
            r"(?:政府|政务)?信息公开(?:基本|事项)?(?:目录|清单)": 0.8,
            r"全清单": 0.75,
            r"(?:政务|政府)?(?:信息)?公开(?:事项)?(?:目录|标准|清单)": 0.66,
        },
        r"权责|权力|负面|收费|责任清单|中介|证明|文件目录|采购目录|依申请公开|不予公开|集中采购|档案目录|编制",
        r"qqd|zdgkqqd|qingdan|gkml|xxgkml|zfxxgkml|bzml|jcml|gkqd|list",
    ),
    "statutory": _role(
        {
            r"法定主动公开(?:的)?(?:内容|信息|事项|栏目)?": 1.0,
            r"法定公开(?:内容|信息)": 0.9,
            r"主动公开(?:的)?(?:内容|信息)": 0.82,
            r"^主动公开$": 0.7,
            r"(?:重点领域)?信息公开内容|公开内容": 0.62,
        },
        r"清单|目录|标准|指南|制度|解读|条例|年报",
        r"fdzdgk|fdzdgknr|fdgknr|zdgk|zdgknr|fdnr",
    ),
    "rules_column": _role(
        {
            rf"{_ORGAN}信息公开(?:工作)?(?:相关)?制度": 1.0,
            r"(?:政府|政务)?公开(?:工作)?制度": 0.95,
            rf"{_ORGAN}信息公开(?:工作)?(?:规定|规章制度|法规|法律法规)": 0.8,
            r"公开规定": 0.72,
            r"^(?:相关|规章|工作)?制度(?:规定|文件|建设)?$": 0.7,
        },
        r"解读|制度改革|会议制度|培训|学习",
        r"zd|gkzd|xxgkzd|zfxxgkzd|zhidu|gkgd",
    ),
    "annual_report": _role(
        {
            rf"{_ORGAN}信息公开(?:工作)?(?:年度报告|年报)": 1.0,
            r"(?:政府|政务)?公开(?:工作)?(?:年度报告|年报)": 0.95,
            r"(?:信息)?公开(?:工作)?报告": 0.78,
            r"(?:历年|往年|各年度?)?年报": 0.75,
            r"年度报告": 0.7,
        },
        r"网站|报表|法治|决算|财务|财政|统计年报|企业|工作总结|新媒体|建议提案|审计|解读|编制",
        r"nb|ndbg|gknb|xxgknb|zfxxgknb|nianbao|xxgkndbg|gkndbg|ndgkbg|annual\w*",
    ),
    "application": _role(
        {
            r"(?:政府信息)?依申请公开": 1.0,
            r"依申请公开(?:政府信息)?(?:申请|平台|系统|入口|渠道|受理|专栏|服务|办理)+": 0.95,
            r"(?:政府)?信息公开(?:在线|网上)?申请(?:平台|系统|入口|受理)?": 0.9,
            r"依申请": 0.8,
            r"(?:在线|网上|我要)申请": 0.68,
            r"申请公开": 0.66,
        },
        r"目录|年报|年度|统计|答复|公示|结果|查询|条例|解读|案例|收费|信息处理费|制度|规定",
        r"ysqgk|ysq|ysqgkzl|ysqgkpt|ysqgkzn|yishenqing|apply|sqgk",
    ),
    "institution": _role(
        {
            r"(?:机构|单位|部门)(?:职能|概况|信息|简介)": 1.0,
            r"(?:机构|单位|部门|街道|镇|乡|局|馆)(?:概况|简介)(?:信息)?": 0.82,
            r"^(?:概况|简介)(?:信息)?$": 0.7,
            r"(?:组织|内设)?机构(?:设置|与职能|及职能|职责|介绍|情况)": 0.92,
            r"(?:主要|工作|部门|单位|法定)(?:职责|职能)": 0.85,
            r"组织机构": 0.85,
            r"内设机构|领导(?:信息|班子|简介|之窗)": 0.62,
        },
        r"中介|培训机构|医疗机构|政府机构|下属|直属|受理机构|网站|项目|历史|地理|改革",
        r"jgzn|jggk|jgsz|jgxx|jgjj|zzjg|jgzz|bmgk|dwgk|jggkk|about",
    ),
    "home": _role({r"(?:网站|返回|门户)?首页": 0.9, r"(?:本站|网站)?主页": 0.8}, r"设为|关闭", r"index|home"),
}
