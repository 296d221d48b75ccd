"""A registry file is read whole, or refused with every fault in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from inspector.errors import RegistryError
from inspector.registry import read

HEADER = "code,name,type,aliases,features,home,guide\n"
ROWS = (
    "qh-mz,清河区民政局,department,民政局|区民政局,licensing|budget,http://www.qinghe.gov.cn/mz/,http://mz.qinghe.gov.cn/zn.html\n"
    "qh-sw,清河区水务局,department,,,http://www.qinghe.gov.cn/sw/,\n"
    "qh,清河区政府门户,portal,,,http://www.qinghe.gov.cn/,\n"
)
Registry = Callable[[str | bytes], Path]


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Writes a registry file and gives its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "units.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def workbook(rows: list[list[object]]) -> bytes:
    """An XLSX file with these rows."""
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return body.getvalue()


def refused(path: Path) -> str:
    """What a person is told of a registry."""
    with pytest.raises(RegistryError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_each_usual_encoding(registry: Registry, encoding: str) -> None:
    """UTF-8 with and without BOM and GB18030 give the same units."""
    unit, *_ = read(registry((HEADER + ROWS).encode(encoding)))

    assert (unit.code, unit.name, unit.type) == ("qh-mz", "清河区民政局", "department")
    assert unit.aliases == ("民政局", "区民政局")
    assert unit.features == ("licensing", "budget")
    assert unit.pages == {"home": "http://www.qinghe.gov.cn/mz/", "guide": "http://mz.qinghe.gov.cn/zn.html"}


def test_a_host_is_owned_by_the_one_unit_registered_with_it(registry: Registry) -> None:
    """Seventy units on one portal are not its owners; the portal is."""
    civil, water, portal = read(registry(HEADER + ROWS))

    assert civil.own_hosts == ("mz.qinghe.gov.cn",)
    assert water.own_hosts == ()
    assert portal.own_hosts == ("www.qinghe.gov.cn",)


def test_xlsx_is_read_like_csv_and_numbers_become_codes(registry: Registry) -> None:
    """Excel turns codes into numbers; they come back without a decimal point."""
    path = registry(workbook([["Code", "name", "type"], [101, "清河区民政局", "department"], [None, None, None]]))

    (unit,) = read(path)

    assert unit.code == "101"


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_separators_are_understood(registry: Registry, sign: str) -> None:
    """Some spreadsheets write semicolons or tabs."""
    (unit,) = read(registry(f"code{sign}name{sign}type\nqh{sign}清河区{sign}district\n"))

    assert unit.type == "district"


def test_a_header_alone_is_an_empty_registry(registry: Registry) -> None:
    """A new workspace has no units yet."""
    assert read(registry("code,name,type\n\n")) == ()


def test_a_row_without_any_address_is_a_unit(registry: Registry) -> None:
    """What cannot be looked at is still registered."""
    (unit,) = read(registry("code,name,type\nqh-x,清河区新设局,department\n"))

    assert unit.pages == {}
    assert unit.own_hosts == ()


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        ("a,甲局,departement", ["row 2, column type", "'departement' is not a type", "'department'"]),
        ("a/b,甲局,department", ["row 2, column code", "'a/b' is not a code"]),
        ("..,甲局,department", ["column code"]),
        ("a" * 41 + ",甲局,department", ["column code"]),
        (",甲局,department", ["row 2, column code", "is empty"]),
        ("a,,department", ["row 2, column name", "is empty"]),
        ("a,甲局,department,www.qinghe.gov.cn/zn", ["row 2, column guide", "is not an address of a page", "http://"]),
        ("a,甲局,department,ftp://www.qinghe.gov.cn/", ["column guide"]),
        ("a,甲局,department,http:///zn", ["column guide"]),
        ("a,甲局,department,http://[::1/zn", ["column guide"]),
        ("a,甲局,department,http://x.gov.cn:99999/", ["column guide"]),
        ("a,甲局,department,http://x.gov.cn/ http://y.gov.cn/", ["column guide", "has a space"]),
        ("a,甲局,department,http://me:secret@x.gov.cn/", ["column guide", "user name"]),
        ("a,甲局,department,http://x.gov.cn/,more", ["row 2", "more cells than the header"]),
        ("a,甲局,department,http://x.gov.cn/" + "y" * 2000, ["column guide", "too long"]),
        ("a," + "甲" * 501 + ",department", ["column name", "too long"]),
        ('a,"甲\n局",department', ["row 2, column name", "line break"]),
        ("a,甲局,department\nb,乙局,department\nA,丙局,department", ["row 4, column code", "row 2 too"]),
        ('a,"甲局,department', ["cannot be split into cells"]),
    ],
)
def test_a_wrong_row_is_named_with_its_column(registry: Registry, row: str, sentences: list[str]) -> None:
    """Which row, which column, what stands there, what to do."""
    told = refused(registry(f"code,name,type,guide\n{row}\n"))

    for sentence in sentences:
        assert sentence in told


def test_a_secret_in_an_address_is_not_repeated(registry: Registry) -> None:
    """A sentence that ends up in a log holds no password."""
    assert "sesame" not in refused(registry("code,name,type,home\na,甲局,department,http://me:sesame@x.gov.cn/\n"))


@pytest.mark.parametrize(
    ("header", "sentences"),
    [
        ("code,name,type,giude", ["row 1", "'giude'", "Did you mean 'guide'?"]),
        ("code,type", ["column 'name' is missing"]),
        ("code,name,type,home,home", ["'home' is there twice", "Take one of them out."]),
        ("code，name，type", ["column 1 is called 'code，name，type'", "plain commas"]),
        ("代码,名称,类型", ["column 1 is called '代码'", "'code' is missing"]),
    ],
)
def test_a_wrong_header_is_named(registry: Registry, header: str, sentences: list[str]) -> None:
    """A misspelt column would be a column that is silently ignored."""
    told = refused(registry(f"{header}\n"))

    for sentence in sentences:
        assert sentence in told


def test_all_faults_are_told_at_once(registry: Registry) -> None:
    """Nobody should mend a registry one error at a time."""
    told = refused(registry("code,name,type\na b,甲局,bureau\nc,,department\n"))

    assert "row 2, column code" in told
    assert "row 2, column type" in told
    assert "row 3, column name" in told


def test_bytes_in_no_known_encoding_are_named_with_their_row(registry: Registry) -> None:
    """The person is told to save the file anew."""
    told = refused(registry("code,name,type\nqh,清河区,district\n".encode() + b"x,\xff\xff,district\n"))

    assert "row 3" in told
    assert "CSV UTF-8" in told


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "no header row"),
        ("code,name".encode("utf-16"), "not text in UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls"),
        (b"PK\x03\x04broken", "not a workbook"),
    ],
)
def test_another_kind_of_file_is_named(registry: Registry, body: bytes, sentence: str) -> None:
    """What the file is, not how reading it failed."""
    assert sentence in refused(registry(body))


def test_a_missing_file_names_the_command_that_brings_one(tmp_path: Path) -> None:
    """The remedy is a command."""
    assert "inspector units import" in refused(tmp_path / "units.csv")
