"""Can an application be posted: address, recipient, postcode?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.inventory import blind_spot, open_pages
from inspector.model.finding import Answer, Citation

_WORDS = {
    "address": ("邮寄地址", "postal address"),
    "recipient": ("收件人", "recipient"),
    "postcode": ("邮政编码", "postcode"),
}


class PostParams(Params):
    """`parts`: what must be printed on guide or application page."""

    parts: tuple[str, ...] = ("address", "recipient", "postcode")


def post(on: On, params: PostParams) -> list[Answer]:
    """Pass where each part stands on one of the pages; absence is only told where both were seen."""
    found: dict[str, Citation] = {}
    for role, page in open_pages(on.case):
        reading = page.read(role)
        data = reading.data("postal")
        rows = dict(data) if isinstance(data, dict) else {}
        code, address = reading.one("postal_code"), reading.one("office_address")
        for part in params.parts:
            row = rows.get(part)
            if isinstance(row, dict) and row.get("value"):
                found.setdefault(part, on.cite(str(row.get("quote") or ""), page))
        if code is not None and code.value:
            found.setdefault("postcode", on.cite(code, page))
        if address is not None and address.value:
            found.setdefault("address", on.cite(address, page))
    missing = [part for part in params.parts if part not in found]
    if not missing:
        return [on.passed("邮寄渠道信息齐全", "post can be addressed", *found.values())]
    if blind_spot(on.case) is not None or not open_pages(on.case):
        return [
            on.unseen("指南或依申请公开页面未能看到", "guide or application page was not seen", reason="unseen_page")
        ]
    zh, en = "、".join(_WORDS[part][0] for part in missing), ", ".join(_WORDS[part][1] for part in missing)
    return [on.failed(f"邮寄渠道缺少：{zh}", f"for post, missing: {en}", *found.values())]


CHECK = Check("post", PostParams, post, needs=lambda _params, _role: frozenset({"guide", "application"}), gated=False)
