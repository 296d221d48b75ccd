"""Do page heads carry the standard tags?"""

from __future__ import annotations

from pydantic import Field

from inspector.checks.case import Check, On, Params
from inspector.checks.columns import columns
from inspector.model.finding import Answer
from inspector.model.words import many
from inspector.survey.dossier import Page


class MetaTagsParams(Params):
    """`site`: tags of every page. `column`: further tags of column pages, of which `sample` are looked at in page order."""

    site: tuple[str, ...] = ("SiteName", "SiteDomain", "SiteIDCode")
    column: tuple[str, ...] = ("ColumnName",)
    sample: int = Field(8, ge=1)


def meta_tags(on: On, params: MetaTagsParams) -> list[Answer]:
    """Fail naming the tags missing on the home page and on the sampled columns."""
    pages = [(on.page, params.site)]
    pages += [(column.page, params.column) for column in columns(on.case, ("home",)) if column.page.open][
        : params.sample
    ]
    lacking = [(page, tag) for page, tags in pages for tag in tags if not _has(page, tag)]
    if lacking:
        tags = list(dict.fromkeys(tag for _, tag in lacking))
        cites = [on.cite(page=page) for page in {page.url: page for page, _ in lacking}.values()][:8]
        return [on.failed(f"缺少页面标签：{'、'.join(tags)}", f"page tags missing: {', '.join(tags)}", *cites)]
    return [on.passed(f"抽查{len(pages)}个页面，标签齐全", f"{many(len(pages), 'page')} sampled, all tags there")]


def _has(page: Page, tag: str) -> bool:
    return page.document is not None and bool(page.document.meta.get(tag.lower()))


CHECK = Check("meta_tags", MetaTagsParams, meta_tags, needs=lambda _params, role: frozenset({f"{role}.columns"}))
