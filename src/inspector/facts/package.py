"""Zip packages (docx, xlsx) opened with limits: a small file must not become a large one."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - it is a class

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

_PIECE = 1 << 20
_MOST_MEMBERS = 5_000
_MOST_BYTES = 120_000_000
_MOST_RATIO = 250
_MOST_TAGS = 1_000_000
"""Tags of all XML parts; a sheet of as many cells as are read has fewer."""
_SMALL = 1_000_000
"""Below this many bytes unpacked, the ratio says nothing."""


class Unreadable(Exception):
    """A file that is not opened; the message is the `problem` of its document."""


def open_package(body: bytes) -> ZipFile:
    """The package in `body`. Raises Unreadable where it is broken, encrypted, or would unpack to something absurd."""
    try:
        package = ZipFile(BytesIO(body))
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable("the zip package is broken") from error
    members = package.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise Unreadable("the file is encrypted")
    if any(name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") for name in package.namelist()):
        raise Unreadable("the zip package has a member that points outside of it")
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_BYTES:
        raise Unreadable("the zip package would unpack to too much")
    if unpacked > _SMALL and unpacked > _MOST_RATIO * max(1, len(body)):
        raise Unreadable("the zip package is compressed beyond any document")
    if _tags(package) > _MOST_TAGS:
        raise Unreadable("the file has more parts than any document")
    return package


def _tags(package: ZipFile) -> int:
    """The tags in the parts of an Office file, none of them held; what cannot be unpacked is told by who opens it."""
    total = 0
    for name in package.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        with (
            suppress(BadZipFile, ValueError, NotImplementedError, OSError, EOFError, ZlibError),
            package.open(name) as part,
        ):
            while (piece := part.read(_PIECE)) and total <= _MOST_TAGS:
                total += piece.count(b"<") - piece.count(b"</")
    return total


def part(package: ZipFile, name: str) -> Element | None:
    """An XML part of the package, None where there is none. Raises Unreadable: broken, or entities are declared."""
    try:
        root: Element = fromstring(package.read(name), forbid_dtd=True)
    except KeyError:
        return None
    except DefusedXmlException as error:
        raise Unreadable("the file declares XML entities") from error
    except (ParseError, BadZipFile, ValueError, NotImplementedError, OSError, EOFError, ZlibError) as error:
        raise Unreadable("an XML part of the file is broken") from error
    return root
