"""Stale law: the old wording is found, the current law's own words are not."""

from __future__ import annotations

import pytest

from inspector.facts.guide import READER
from inspector.facts.html.parse import parse


def stale(*texts: str) -> list[str]:
    """Kinds found on a page of these paragraphs."""
    html = "<body><h1>清河区民政局政府信息公开指南</h1>" + "".join(f"<p>{text}</p>" for text in texts) + "</body>"
    found = READER.read(parse(html.encode(), "https://qinghe.gov.cn/zn.html"))["stale_law"]
    assert isinstance(found, tuple)
    return [str(fact.value) for fact in found]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("根据《中华人民共和国政府信息公开条例》（国务院令第492号）制定本指南。", "order_492"),
        ("《条例》自2008年5月1日起施行。", "in_force_2008"),
        ("公民可以根据自身生产、生活、科研等特殊需要申请获取政府信息。", "three_needs"),
        ("申请人应当填写申请表，说明所需信息的用途。", "purpose_required"),
        ("本机关自收到申请之日起15个工作日内予以答复。", "reply_limit"),
        ("自收到申请之日起十五个工作日内答复申请人。", "reply_limit"),
        ("需要延长答复期限的，延长期限最长不超过15个工作日。", "reply_limit"),
        ("收到申请后30日内答复。", "reply_limit"),
        ("自收到申请之日起15（十五）个工作日内予以答复。", "reply_limit"),
        ("自收到申请之日起壹拾伍个工作日内予以答复。", "reply_limit"),
        ("自收到申请之日起10个工作日内予以答复。", "shorter_limit"),
        ("自收到申请之日起三个工作日内予以答复。", "shorter_limit"),
        ("依申请提供政府信息，除可以收取检索、复制、邮寄等成本费用外，不得收取其他费用。", "copy_fee"),
        ("复印费每页0.5元，邮寄费按实际收取。", "copy_fee"),
        ("信息处理费按量计收：31—100页：5元/页。", "fee_figures"),
        ("原收费办法废止后，复印费按每页0.5元收取。", "copy_fee"),
        ("复制费按每页0.3元收取；此前收费标准停止执行。", "copy_fee"),
        ("复印费每页0.5元，收据丢失的作废。", "copy_fee"),
        ("复制费每页0.5元，逾期未缴的，申请失效。", "copy_fee"),
        ("自2020年5月1日起15个工作日内答复申请人。", "reply_limit"),
        ("复制费每页0.5元，旧标准同时废止。", "fee_beside_one_given_up"),
        ("邮寄费用由申请人自理。", "postage_left_to_applicant"),
        ("通过互联网提交的，以申请到达本机关系统的日期为收到申请之日。", "receipt_date"),
        ("申请内容不明确的，本机关在15个工作日内告知申请人补正。", "correction_limit"),
        ("申请内容不明确的，本机关在五个工作日内告知申请人补正。", "correction_limit"),
    ],
)
def test_old_wording_is_found(text: str, kind: str) -> None:
    """Each kind once, and no other."""
    assert stale(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "根据《条例》（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）制定本指南。",
        "本指南依据2019年5月15日起施行的《条例》编制，原国务院令第492号同时废止。",
        "本机关自2008年5月1日起受理政府信息公开申请。",
        "申请表填写说明：所需信息的用途为选填项。",
        "申请人无需说明自身生产、生活、科研等特殊需要。",
        "行政机关不得要求申请人说明用途。",
        "申请时请勿填写用途。",
        "收取费用的，应当注明资金用途。",
        "原《条例》（国务院令第492号）不再适用。",
        "自收到申请之日起20个工作日内予以答复；延长的期限最长不得超过20个工作日。",
        "自收到申请之日起20（二十）个工作日内予以答复；延长的期限最长不得超过二十（20）个工作日。",
        "自收到申请之日起二 十个工作日内予以答复，延长的，不超过贰拾个工作日。",
        "自收到申请之日起7（七）个工作日内一次性告知申请人作出补正。",
        "第三方应当自收到征求意见书之日起15个工作日内提出意见，被征求意见的机关应当在15个工作日内答复。",
        "收到举报之日起15个工作日内答复举报人。",
        "自政府信息形成或者变更之日起20个工作日内公开。",
        "行政机关依申请提供政府信息，不收取费用。",
        "不再收取检索费、复制费、邮寄费。",
        "2008年施行的条例规定15个工作日内答复，2019年修订后改为20个工作日内答复申请人。",
        "原按成本收取检索、复制、邮寄费用的规定已废止。",
        "申请公开的检索、复制收费标准已失效。",
        "《检索、复制、邮寄收费标准》不再执行。",
        "2020年以前复印每页收费0.3元，现已停收。",
        "查阅点设有复印机，自助复印每页0.2元。",
        "检索费、复制费按物价部门标准收取。上述规定自2019年5月15日起废止。",
        "信息处理费按件计收：11—30件每件50元，该标准已经废止。",
        "修订后的《条例》删去了收取检索、复制、邮寄等成本费用的规定。",
        "邮寄费用由申请人通过快递到付的方式承担。",
        "申请人要求快递的，快递费由收件人支付（到付）。",
        "信息处理费按件计收：10件以下（含10件）的，不收费；11—30件（含30件）的部分：100元/件。",
        "信息处理费按量计收：31—100页（含100页）：10元/页；101—200页（含200页）：20元/页；201页以上：40元/页。",
        "通过互联网渠道提交的，以双方确认之日为收到申请之日。",
        "当面提交的，以提交之日为收到申请之日。",
        "自收到申请之日起7个工作日内一次性告知申请人作出补正。",
        "申请人应当在15个工作日内补正，逾期视为放弃。",
        "60日内申请行政复议，6个月内提起行政诉讼。",
    ],
)
def test_the_law_in_force_is_not_accused(text: str) -> None:
    """The Regulations of 2019, other clocks and denials are no finding."""
    assert stale(text) == []


def test_each_finding_quotes_its_sentence() -> None:
    """The quote is the sentence, not the paragraph, and the rule is named."""
    html = "<body><p>能够当场答复的，当场答复。不能的，自收到申请之日起15个工作日内答复。特此说明。</p></body>"
    found = READER.read(parse(html.encode(), "https://qinghe.gov.cn/zn.html"))["stale_law"]
    assert isinstance(found, tuple)
    assert [(fact.quote, fact.notes["rule"]) for fact in found] == [
        ("不能的，自收到申请之日起15个工作日内答复。", "OL-03")
    ]
