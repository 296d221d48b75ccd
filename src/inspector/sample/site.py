"""Addresses of a unit's pages inside its host, opaque as a portal's are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inspector.sample.materials import Content


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a unit: its key (`guide`, `item/policy/0`), path, template, title and day, and the way to it."""

    key: str
    path: str
    template: str
    title: str
    day: str = ""
    column: str = ""
    data: Any = None


def pages_of(content: Content) -> dict[str, Page]:
    """Every HTML page and file of a unit by key, in a stable order."""
    return {
        page.key: page for page in (*_sections(content), *_columns(content), *_reports(content), *_application(content))
    }


def column_path(content: Content, place: int = 0) -> str:
    """The folder of a unit (`place` 0) or of one of its columns."""
    number = content["unit"]["number"]
    folder = "/xxgk/c100226" if content["unit"]["host"] == "portal" else "/zfxxgk"
    return f"{folder}/c{100230 + number}/" + (f"c{100300 + number * 32 + place}/" if place else "")


def article_path(content: Content, place: int, day: str, serial: int) -> str:
    """The address of an article; its date is the day it was typed in, which is not always the day shown."""
    typed = day.replace("-", "")
    if content["unit"]["code"] == "QH101":
        typed = f"{typed[:6]}01"
    return (
        f"{column_path(content, place)}{typed[:6]}/t{typed}_{200000 + content['unit']['number'] * 400 + serial}.shtml"
    )


def _sections(content: Content) -> Iterator[Page]:
    name, names = content["unit"]["name"], content["sections"]
    guide, institution, table = content["guide"], content["institution"], content["list"]
    yield Page("disclosure", f"{column_path(content)}index.shtml", "disclosure", f"{name}政府信息公开")
    yield Page(
        "guide",
        article_path(content, 1, guide["updated"], 1),
        "guide",
        guide["title"],
        guide["updated"],
        names["guide"],
        guide,
    )
    yield Page(
        "rules",
        f"{column_path(content, 2)}index.shtml",
        "entries",
        names["rules"],
        data={"items": content["rules"], "key": "rules"},
    )
    for number, item in enumerate(content["rules"]):
        path = article_path(content, 2, item["date"], 10 + number)
        yield Page(f"item/rules/{number}", path, "article", item["title"], item["date"], names["rules"], item)
    yield Page("statutory", f"{column_path(content, 3)}index.shtml", "statutory", names["statutory"])
    yield Page(
        "reports",
        f"{column_path(content, 4)}index.shtml",
        "entries",
        names["reports"],
        data={"items": _report_items(content), "key": "reports"},
    )
    yield Page(
        "application",
        f"{column_path(content, 5)}index.shtml",
        "application",
        names["application"],
        content["application"]["published"],
        data=content["application"],
    )
    yield Page(
        "institution",
        article_path(content, 6, institution["published"], 2),
        "institution",
        f"{name}机构职能",
        institution["published"],
        "机构职能",
        institution,
    )
    yield Page(
        "list",
        article_path(content, 7, table["updated"], 3),
        "list",
        table["title"],
        table["updated"],
        "主动公开全清单",
        table,
    )
    if table["kind"] != "html":
        yield Page(
            "file/list",
            f"{column_path(content, 7)}P0{table['updated'].replace('-', '')}.{table['kind']}",
            "file",
            table["title"],
        )


def _columns(content: Content) -> Iterator[Page]:
    for place, (key, column) in enumerate(content["columns"].items(), 8):
        template = "decisions" if "rows" in column else "entries"
        yield Page(
            f"column/{key}",
            f"{column_path(content, place)}index.shtml",
            template,
            column["title"],
            data={**column, "key": key},
        )
        for number, item in enumerate(column["items"]):
            path = article_path(content, place, item["date"], 20 + place * 8 + number)
            title = item["title"]
            yield Page(f"item/{key}/{number}", path, "article", title, item["date"], column["title"], item)
            if item.get("file"):
                yield Page(f"file/{key}/{number}", f"{path.removesuffix('.shtml')}.docx", "file", title, data=item)


def _reports(content: Content) -> Iterator[Page]:
    for place, report in enumerate(content["reports"].values()):
        path = article_path(content, 4, report["published"], 4 + place)
        yield Page(
            f"report/{report['year']}",
            path,
            "report",
            report["title"],
            report["published"],
            content["sections"]["reports"],
            report,
        )


def _report_items(content: Content) -> list[dict[str, Any]]:
    return [
        {"title": report["title"], "date": report["published"], "page": f"report/{report['year']}"}
        for report in content["reports"].values()
    ]


def _application(content: Content) -> Iterator[Page]:
    code = content["unit"]["code"][2:]
    name = content["unit"]["name"]
    title = f"{name}依申请公开在线申请" if content["form"]["receiver"] else "政府信息公开申请"
    yield Page(
        "form",
        f"/ysqgk/apply.shtml?officeId={code}",
        "form" if content["form"]["receiver"] else "platform",
        title,
        data=content["form"],
    )
    yield Page("progress", f"/ysqgk/query.shtml?officeId={code}", "progress", "申请进度查询")
    yield Page(
        "file/form",
        f"{column_path(content, 5)}P020260318_sqb.docx",
        "file",
        "政府信息公开申请表",
        data=content["form_file"],
    )
    if content["unit"]["host"] != "portal":
        yield Page("home", "/", "unit_home", f"{name}网站")
