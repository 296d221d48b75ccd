"""Is the page readable text, not only a picture or a file?"""

from __future__ import annotations

from inspector.checks.case import Check, On, Params
from inspector.checks.missing import not_open
from inspector.model.capture import Failure
from inspector.model.finding import Answer


class TextPageParams(Params):
    """Nothing to set."""


def text_page(on: On, _: TextPageParams) -> list[Answer]:
    """Fail for a page that is only a picture or an attached file; pass for text."""
    page = on.sheet.page
    if page is not None and page.sight.failure is Failure.IMAGE_ONLY:
        return [on.failed("正文只有图片，没有可读文字", "the page is only a picture without text")]
    closed = not_open(on)
    if closed is not None:
        return [closed]
    kind = on.page.document.kind if on.page.document is not None else "html"
    if kind not in ("html", "text"):
        return [on.failed(f"内容只以附件（{kind}）形式提供", f"the content is only offered as a {kind} file")]
    return [on.passed("以网页文本形式发布", "published as web text")]


CHECK = Check("text_page", TextPageParams, text_page, gated=False)
