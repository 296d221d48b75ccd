"""A page is read from what the parser writes of it; that is what the parser's own tree holds, and every way to ask says the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from inspector.facts.document import PICTURE, Document, norm
from inspector.facts.html import parse as html
from inspector.facts.html.page import Page
from inspector.facts.html.parse import glance, parse
from inspector.facts.look import look
from inspector.model.capture import Ask, Capture, Failure

URL = "http://www.qinghe.gov.cn/zw/x.html"
PAGES = sorted((Path(__file__).parents[2] / "invented").glob("*.html"))
UNREAD = {
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "applet",
    "canvas",
    "object",
    "select",
    "iframe",
    "frame",
    "embed",
}
UNREAD |= {"script", "title", "meta", "link"}
TAGS = [
    *("a", "p", "div", "span", "li", "ul", "td", "tr", "table", "h2", "img", "br", "hr", "script", "style", "noscript"),
    *(
        "template",
        "svg",
        "object",
        "iframe",
        "form",
        "input",
        "label",
        "select",
        "option",
        "textarea",
        "button",
        "title",
    ),
    *(
        "xmp",
        "noembed",
        "noframes",
        "nav",
        "footer",
        "b",
        "font",
        "body",
        "applet",
        "canvas",
        "math",
        "meta",
        "o:p",
        "area",
    ),
]
ATTRIBUTES = [
    *(
        "",
        "",
        "",
        " readonly",
        ' href="a/b.html"',
        " href=c?x=1#y",
        ' href="javascript:void(0)"',
        " class=nav",
        " id=footer",
        " hidden",
    ),
    *(
        ' style="display: none"',
        ' title="t &lt;\'"',
        " alt=@",
        " src=i.png",
        " name=n",
        ' value="<"',
        ' "',
        " <b",
        " =x",
    ),
    *(" a　b", " role=navigation", " /"),
]
TEXTS = [
    *(
        "首页",
        "电话 ",
        " ",
        "\n",
        "　",
        "x",
        "&lt;",
        "&amp;nbsp;",
        "&nbsp;",
        '"',
        "<",
        ">",
        "版权所有",
        "a<b>c",
        "]]>",
        "-->",
    ),
    *(
        "<!--",
        "<!-- x -->",
        "<!-- a < b > c -->",
        "长" * 40,
        'document.write("<b>")',
        "</script",
        "--!>",
        "①",
        "\u200b",
    ),
    *("<script><!--<script></script>--></script>", "<?xml a?>", "<![CDATA[x]]>"),
]
OPENED = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
CLOSED = st.builds("</{}>".format, st.sampled_from(TAGS))
MARKUP = st.lists(OPENED | CLOSED | st.sampled_from(TEXTS), max_size=40).map("".join)


def shown(markup: str) -> tuple[str, list[str]]:
    """Visible text, without white space, and the references of links, by a walk over the parser's own tree."""
    tree = LexborHTMLParser(markup)
    texts: list[str] = []
    links: list[str] = []
    for node in _visible(tree.body):
        if node.tag == "-text":
            texts.append(node.text_content or "")
        elif node.tag in ("a", "area") and (href := (node.attributes.get("href") or "").strip()):
            links += [] if href.startswith(("#", "javascript:")) else [href]
    return norm("\n".join(texts)), links


def _visible(root: LexborNode | None) -> Iterator[LexborNode]:
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        tag = node.tag or "-"
        hides = tag[0] not in "-!" and (
            "hidden" in node.attributes or "display" in (node.attributes.get("style") or "")
        )
        written_over = tag == "textarea" and "readonly" not in node.attributes
        if hides or written_over or tag in UNREAD or tag == "-comment":
            continue
        yield node
        inner = [node.child] if node.child is not None else []
        while inner and inner[-1].next is not None:
            inner.append(inner[-1].next)
        waiting += reversed(inner)


def agrees(page: Page) -> None:
    """All that is told without making lines is what the lines say."""
    told = (page.wording, page.chars, page.text(), page.text(None), page.addresses, page.lengths())
    said = [(line.text, line.region, line.heading, [link.text for link in line.links]) for line in page.said()]
    plain: Document = page.changed()
    assert told == (plain.wording, plain.chars, plain.text(), plain.text(None), plain.addresses, plain.lengths())
    main = [line for line in plain.lines if line.region == "main"]
    assert said == [(line.text, line.region, line.heading, [link.text for link in line.links]) for line in main]


@settings(max_examples=400)
@given(MARKUP)
def test_what_is_read_is_what_the_tree_holds(markup: str) -> None:
    """Whatever the markup, its text and its links are those of the parser's tree, and every way to ask agrees."""
    page = parse(markup.encode(), URL, "text/html; charset=utf-8")
    text, links = shown(markup)

    assert isinstance(page, Page)
    assert page.wording == text
    assert len(page.links) == len(links)
    agrees(page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_way_to_ask_a_page_agrees(path: Path) -> None:
    """Real layouts: text, length, addresses and lines say the same."""
    page = parse(path.read_bytes(), URL)

    assert isinstance(page, Page)
    agrees(page)


def test_a_script_that_writes_a_script_ends_where_it_ends() -> None:
    """Behind `<!--` the `</script>` of a script that is written does not end the one that writes it; the page goes on after it."""
    markup = "<p>前</p><script><!-- document.write('<script src=x.js></script>') //--></script><p>后</p>"

    page = parse(markup.encode(), URL)

    assert [line.text for line in page.lines] == ["前", "后"]
    assert "x.js" in page.inline


def test_tags_in_strings_of_scripts_and_in_comments_are_none() -> None:
    """What looks like a tag in a script, a style, a hidden part or a comment changes nothing behind it."""
    markup = (
        "<canvas><script>x = '<canvas>'</script></canvas><!-- <table> > --><style>a{content:'</div>'}</style>"
        "<div hidden><script>y = '<div>'</script>藏</div><p>见</p>"
    )

    page = parse(markup.encode(), URL)

    assert [line.text for line in page.lines] == ["见"]
    assert page.hidden == ("y = '<div>' 藏",)


def test_elements_stand_where_a_browser_finds_them() -> None:
    """Paths count elements of one name in one parent; a page nested as deeply as pages may be has paths too."""
    page = parse(f"<div><p>一</p><p>二<br><b>三</b></p></div>{'<div>' * 3000}深".encode(), URL)

    assert [line.locator for line in page.lines[:3]] == ["/html/body/div[1]/p[1]"] + ["/html/body/div[1]/p[2]"] * 2
    assert page.lines[3].locator.count("/") == 3002


def test_parts_of_a_picture_are_links() -> None:
    """`<area>` of an image map, with the words that stand for it."""
    areas = "<area shape=rect href=/zn.html alt=公开指南><area href=/nb/ title=年报><area nohref><area href='#'>"
    page = parse(f"<p>公开专栏</p><img src=/map.png usemap='#m'><map name=m>{areas}</map><p>版权</p>".encode(), URL)

    assert [(link.text, link.url) for link in page.links] == [
        ("公开指南", "http://www.qinghe.gov.cn/zn.html"),
        ("年报", "http://www.qinghe.gov.cn/nb/"),
    ]


def test_no_tag_is_too_odd_or_too_long() -> None:
    """A tag of a hundred thousand `<`, and one that holds a picture, cost no more than others of their length, and the page goes on."""
    page = parse(f"<p><a {'<' * 100_000} href=x>一</a><img src='data:,{'A' * 100_000}'></p>二".encode(), URL)

    assert [line.text for line in page.lines] == ["一", "二"]
    assert len(page.images[0]) > 100_000


@pytest.fixture(autouse=True, scope="module")
def small_pages_too() -> Iterator[None]:
    """Pages as small as those of this file are otherwise read and not glanced at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "_SMALL", 0)
        yield


def glances_well(markup: bytes, page: Document) -> None:
    """All that is told at a glance is what the page says, and no more of its main region than there is."""
    seen = glance(markup, URL, "text/html; charset=utf-8")
    pictures = {ord(PICTURE): None}
    assert (seen.title, seen.addresses) == (page.title, page.addresses)
    assert seen.wording.translate(pictures) == page.wording.translate(pictures)
    assert seen.word_marks == page.word_marks
    assert seen.at_least <= page.chars
    assert [seen.exceeds(chars) for chars in (0, 150, 600, 1500)] == [page.chars > c for c in (0, 150, 600, 1500)]
    assert seen.fits(20_000, 2_000_000) == page.fits(20_000, 2_000_000)
    capture = Capture(Ask(URL), URL, 200, {"content-type": "text/html"}, markup)
    glanced, read = look(capture, seen), look(capture, page)
    unread = seen.at_least > 1500 and glanced is None and read in (Failure.SCRIPT_ONLY, Failure.IMAGE_ONLY)
    assert glanced == read or unread, "only what stays undetermined may be seen by the reading alone"
    assert (seen.text(), seen.lines, seen.hidden) == (page.text(), page.lines, page.hidden)


LONG = st.sampled_from(
    [
        "",
        "政府信息公开，" * 120,
        "<p>依申请公开 " * 150,
        "<li><a href=a.html>公告</a>2026-01-02" * 80,
        f"<div class=nav>{'公开' * 350}</div><p>{'公开' * 400}</p>",
        "<p>百家樂、 老虎機，註冊送彩金 " * 60,
        f"<p>{'公开' * 400}</p><footer>{'公开' * 300}</footer>",
    ]
)


NOTICE = st.sampled_from(
    [
        *(
            "",
            "<title>404</title>",
            "<title>页面不存在</title>",
            "<p>您访问的页面不存在",
            "<h1>404</h1>",
            "<p>网站已迁移至新址",
        ),
        *(
            "<title>网站迁移公告</title>",
            "<p>请登录<input type=password>",
            "<p>访问过于频繁",
            "<p>系统维护中",
            "<p>博彩 赌场 买球 开户送",
        ),
        *(
            "<script>fetch('a')</script>",
            "<img src=/upload/20250101.jpg>",
            "<p>请完成验证后滑动滑块完成",
            "<p>域名出售",
        ),
    ]
)


@settings(max_examples=600)
@given(NOTICE, MARKUP, LONG, MARKUP)
def test_a_glance_tells_what_the_page_says(notice: str, before: str, long: str, behind: str) -> None:
    """Whatever the markup, and whatever stands before and behind a long text; and it fails where the page does."""
    markup = f"{notice}{before}{long}{behind}".encode()
    glances_well(markup, parse(markup, URL, "text/html; charset=utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_glance_at_real_layouts_tells_what_the_page_says(path: Path) -> None:
    """Headers, menus and footers are never taken for text of the page."""
    markup = path.read_bytes()
    glances_well(markup, parse(markup, URL, "text/html; charset=utf-8"))


@pytest.mark.parametrize("hiding", ["hidden", "style='display:none'", "class=a hidden style='visibility:hidden'"])
def test_what_is_hidden_in_what_is_hidden_is_cut_once(hiding: str) -> None:
    """A page whose hidden blocks hold scripts, drawings and hidden blocks is looked at without harm."""
    inner = (
        f"<div {hiding}><script>a</script><svg><title>t</title></svg><p {hiding}>b<select><option>c</select></p></div>"
    )
    markup = f"<title>题</title><div {hiding}>{inner * 30}</div><p>{'政府信息公开' * 200}</p>".encode()
    glances_well(markup, parse(markup, URL, "text/html; charset=utf-8"))


@pytest.mark.parametrize(
    "page", ["<body hidden><p>{}</p>", "<body class=footer><p>{}</p>", "<base href=/b/><a href=c>{}</a>"]
)
def test_a_body_may_say_what_its_parts_say(page: str) -> None:
    """Hidden as a whole, a footer as a whole, its addresses counted from elsewhere."""
    markup = page.format("政府信息公开" * 300).encode()
    glances_well(markup, parse(markup, URL, "text/html; charset=utf-8"))


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=nav>" * 4500 + "<p>" + "公开信息" * 2000,
        "<div>" * 4500 + "<b hidden>x</b>" * 20_000 + "<p>" + "公开信息" * 2000,
        "<div class=t>x</div>" + "<div class=t hidden>一二三四五六七八九十一二三四五六七八九十</div>" * 10_000,
        "<div hidden>" + "<a href=a.html>公开</a>" * 20_000 + "</div>" + "<a href=b>x</a>" * 500,
    ],
    ids=["claims in claims", "hidden far down", "hidden in a row", "links in what is hidden"],
)
def test_a_glance_at_a_monstrous_page_is_the_page(markup: str) -> None:
    """No way up or along is gone again for each of thousands of elements."""
    glances_well(markup.encode(), parse(markup.encode(), URL, "text/html; charset=utf-8"))
