"""Personal data: found where it is personal, told only masked. All numbers are invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.facts.document import Document
from inspector.facts.html.parse import parse
from inspector.facts.privacy import Hit, hits, mask, read

URL = "https://www.qinghe.gov.cn/gs/1.html"
MOBILES = ("13900010002", "13700020003", "15800030004")


def identity(body: str = "53990019900307012") -> str:
    """An identity number of an area that does not exist, with its check digit by GB 11643 (ISO 7064 MOD 11-2)."""
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


def card(body: str = "622599000000123") -> str:
    """A card number that Luhn accepts."""
    total = sum(sum(divmod(int(d) * (2 if place % 2 == 0 else 1), 10)) for place, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def found(html: str) -> list[tuple[str, str]]:
    """Kind and masked form of every hit."""
    return [(hit.kind, hit.masked) for hit in hits(parse(f"<body>{html}</body>".encode(), URL))]


def table(*rows: tuple[str, ...]) -> str:
    """A table of rows."""
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def test_an_identity_number_with_its_check_digit() -> None:
    """Found in a sentence and in a cell, by the check digit alone."""
    number = identity()
    masked = f"53{'*' * 13}{number[-3:]}"

    assert found(f"<p>周某，身份证号{number}，住清河区。</p>") == [("id_number", masked)]
    assert found(table(("姓名", "证件"), ("周某", number))) == [("id_number", masked)]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda n: n[:-1] + ("1" if n[-1] != "1" else "2"),
        lambda n: n[:10] + "13" + n[12:],
        lambda n: n + "0",
        lambda n: "A" + n,
    ],
)
def test_other_long_numbers_are_no_identity_numbers(spoil: object) -> None:
    """A wrong check digit, an impossible date, a longer run or a code with letters is none."""
    assert found(f"<p>编号{spoil(identity())}</p>") == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (table(("合同编号", "名称", "金额"), (identity(), "社区食堂", "3")), 0),
        (table(("统一社会信用代码", identity()), ("名称", "清河区福利院")), 0),
        (f"<p>流水号：{identity()}</p>", 0),
        (f"<p>批次 {identity('99990019900307012')}</p>", 0),
        (f"<p>编号 {identity('53990020270307012')}</p>", 0),
        (f"<p>受理申请人证件号码：{identity()}</p>", 1),
        (table(("项目编号", "姓名", "证件"), ("12", "周某", identity())), 1),
        (table(("姓名", "统一社会信用代码（身份证号）"), ("周某", identity())), 1),
    ],
)
def test_a_thing_may_have_a_number_that_satisfies_the_check_digit(html: str, wanted: int) -> None:
    """By its own label or column, by a place that does not exist, or by a birthday after the page was fetched."""
    page = parse(f"<body>{html}</body>".encode(), URL).seen_at("2026-11-24T10:00:00+08:00")

    assert len(hits(page)) == wanted


def test_masked_numbers_are_no_hits() -> None:
    """What the unit already masked is no leak."""
    assert found("<p>周某 5399**********0123 139****0002</p>") == []


@pytest.mark.parametrize(
    "html",
    [
        f"<p>联系电话：{MOBILES[0]}（王科长）</p>",
        f"<p>咨询请拨打 {MOBILES[0]}</p>",
        f"<p>联系人：李某 {MOBILES[0]}</p>",
        f"<p>监督举报电话</p><p>{MOBILES[0]}</p>",
        table(("联系电话", MOBILES[0])),
        table(("社区", "联系人", "电话"), *(("望江社区", "李某", mobile) for mobile in MOBILES)),
        table(("姓名", "职务", "电话"), *(("李某", "主任", mobile) for mobile in MOBILES)),
        f"<div class='footer'>主办单位：清河区 {MOBILES[0]}</div>",
        "<p>稿件地址 https://www.qinghe.gov.cn/t20260101_13900010002.html</p>",
    ],
)
def test_contacts_are_not_personal(html: str) -> None:
    """Numbers under the unit's own contact labels are meant to be read."""
    assert found(html) == []


@pytest.mark.parametrize(
    "html",
    [
        f"<p>经核查，周某（{MOBILES[0]}）符合条件。</p>",
        f"<p>本人周某，手机号：{MOBILES[0]}</p>",
        table(("姓名", "家庭住址", "联系电话"), ("周某", "望江路", MOBILES[0])),
    ],
)
def test_a_persons_mobile(html: str) -> None:
    """Beside a person's data a mobile is personal, label or not."""
    assert found(html) == [("mobile", "139****0002")]


def test_a_list_of_persons() -> None:
    """Each row of a published list of persons is a hit."""
    html = table(("序号", "姓名", "联系电话"), *((str(n), "周某", mobile) for n, mobile in enumerate(MOBILES)))

    assert [kind for kind, _ in found(html)] == ["mobile"] * 3


def test_bank_cards() -> None:
    """By Luhn, and only beside words of a bank; never the unit's own account."""
    number = card()

    assert found(f"<p>银行卡号：{number[:4]} {number[4:8]} {number[8:12]} {number[12:]}</p>") == [
        ("bank_card", f"6225{'*' * 11}{number[-4:]}")
    ]
    assert found(f"<p>银行卡号：{number[:-1]}{(int(number[-1]) + 1) % 10}</p>") == []
    assert found(f"<p>项目编号：{number}</p>") == []
    assert found(f"<p>非税收入财政专户，账号：{number}</p>") == []


def test_hidden_text_is_scanned_and_marked() -> None:
    """Hidden sheets and comments leak as well."""
    hit = hits(Document(URL, kind="xlsx", hidden=(f"周某 {identity()}",)))[0]

    assert (hit.hidden, hit.locator) == (True, "hidden[1]")


def test_full_width_digits() -> None:
    """Full-width digits are digits; the quote keeps the page's own characters around them."""
    wide = identity().translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))
    hit: Hit = hits(parse(f"<p>证件：{wide}。</p>".encode(), URL))[0]

    assert hit.kind == "id_number"
    assert hit.quote == f"证件：{wide[:2]}{'*' * 13}{wide[-3:]}。"


def test_facts_hold_no_raw_value() -> None:
    """Nothing of what the reader gives out contains the number."""
    number = identity()
    facts = read(parse(f"<p>{'甲' * 200}周某{number}，本人手机{MOBILES[0]}</p>".encode(), URL))
    printed = json.dumps({name: [fact.json() for fact in many] for name, many in facts.items()})  # type: ignore[union-attr]

    assert number not in printed
    assert MOBILES[0] not in printed
    assert printed.count("id_number") == 2


@given(st.text("0123456789Xx -周*电话：", max_size=60))
def test_masking_twice_is_masking_once(text: str) -> None:
    """`mask` keeps the length, and leaves masked text alone."""
    once = mask(text)

    assert len(once) == len(text)
    assert mask(once) == once


@pytest.mark.parametrize(
    "text", ["电话 0871-65550123", "清政发〔2026〕12号", "53019902000001号", "5301990001", "2026-03-01 09:30"]
)
def test_masking_leaves_other_numbers(text: str) -> None:
    """Landlines, document numbers, record numbers and dates are not masked."""
    assert mask(text) == text


def test_masking_takes_doubtful_identity_numbers_too() -> None:
    """A number of the right shape is masked even where its check digit is wrong: quotes must never leak."""
    number = identity()
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")

    assert wrong not in mask(f"证件{wrong}，手机{MOBILES[1]}")
    assert mask(f"手机{MOBILES[1]}") == "手机137****0003"
