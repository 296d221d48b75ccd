"""A unit's captures as the entries of its manifest, and back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from inspector.archive.verify_evidence import canonical, digest
from inspector.archive.warc import Record, exchange_records, plain_record, read_block, read_exchange
from inspector.model.capture import Ask, Capture, Failure, Hop
from inspector.model.exchange import Exchange, unpack

_NOT_MODIFIED = 304

Write = Callable[[bytes], int]
"""Appends the bytes of a record and returns the offset at which they lie."""
Read = Callable[[int, int], bytes]
"""The bytes of a record by offset and length."""


def signed(value: Mapping[str, Any]) -> bytes:
    """`value` with its own digest in it (`self_digest`), as its file is written. Some other key comes after `digest`."""
    blank = b'\n "digest": "",\n'
    before, _, after = canonical({**value, "digest": ""}).partition(blank)
    return b'%b\n "digest": "%b",\n%b' % (before, digest(before + b"\n" + after).encode(), after)


class Entries:
    """Turns captures into manifest entries while their records are written by `write`."""

    def __init__(self, write: Write) -> None:
        self._write, self._count = write, 0

    def entry(self, capture: Capture) -> dict[str, Any]:
        """The entry of a capture; its earlier looks are stored before it."""
        earlier = [self.entry(look) for look in capture.earlier]
        return {
            **_described(capture),
            "earlier": earlier,
            "records": [self._stored(record) for record in self._records(capture)],
        }

    def _records(self, capture: Capture) -> list[Record]:
        found: list[Record] = []
        for place, exchange in enumerate(capture.wire):
            following = next(iter(capture.wire[place + 1 :]), None)
            known = capture.sha256 if following is None and capture.status is not None else ""
            found += exchange_records(exchange, self._count + len(found), _unchanged(exchange, following), known)
        if capture.status is None and capture.body:
            found.append(self._plain("resource", capture, capture.body, len(found)))
        if capture.picture:
            url, number = f"urn:view:{capture.ask.url}", self._count + len(found)
            picture = plain_record("resource", url, capture.fetched_at, capture.picture, number, "image/png")
            found.append(replace(picture, kind="picture"))
        if capture.failure is not None or not found:
            found.append(self._plain("metadata", capture, canonical(_described(capture)), len(found)))
        self._count += len(found)
        return found

    def _plain(self, kind: str, capture: Capture, body: bytes, after: int) -> Record:
        media = capture.content_type if kind == "resource" and capture.content_type else "application/json"
        return plain_record(kind, capture.ask.url, capture.fetched_at, body, self._count + after, media)

    def _stored(self, record: Record) -> dict[str, Any]:
        return {
            "kind": record.kind,
            "url": record.url,
            "offset": self._write(record.stored),
            "length": len(record.stored),
            "sha256": hashlib.sha256(record.stored).hexdigest(),
        }


def records_of(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All records of an entry, those of its earlier looks first."""
    return [record for look in (*entry["earlier"], entry) for record in look["records"]]


def without(entry: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The entry as if no record of this kind had been stored with it."""
    return {**entry, "records": [record for record in entry["records"] if record["kind"] != kind]}


def told_entry(entry: Mapping[str, Any]) -> Capture:
    """What the entry alone says of a look: no body, nothing of the wire."""
    earlier = [{**look, "records": []} for look in entry["earlier"]]
    return read_entry({**entry, "earlier": earlier, "records": []}, lambda *_: b"")


def had_body(entry: Mapping[str, Any]) -> bool:
    """Whether a look showed something that only its records hold."""
    return entry["method"] != "HEAD" and entry["failure"] is None


def read_entry(entry: Mapping[str, Any], read: Read) -> Capture:
    """The capture that an entry was made of, equal to the live one."""
    stored = {kind: [_bytes(one, read) for one in entry["records"] if one["kind"] == kind] for kind in _KINDS}
    answers = [_bytes(one, read) for one in entry["records"] if one["kind"] in ANSWERS]
    wire = tuple(map(read_exchange, answers, stored["request"]))
    headers = dict(entry["headers"])
    body = read_block(stored["resource"][0])[1] if stored["resource"] else b""
    picture = read_block(stored["picture"][0])[1] if stored["picture"] else b""
    if entry["status"] is not None and wire:
        body = unpack(wire[-1].payload, headers.get("content-encoding", "")).body
    return Capture(
        ask=Ask(entry["url"], entry["method"], entry["why"]),
        final_url=entry["final_url"],
        status=entry["status"],
        headers=headers,
        body=body,
        fetched_at=entry["fetched_at"],
        failure=Failure(entry["failure"]) if entry["failure"] else None,
        detail=entry["detail"],
        hops=tuple(Hop(**hop) for hop in entry["hops"]),
        sha256=entry["sha256"],
        peer=entry["peer"],
        earlier=tuple(read_entry(look, read) for look in entry["earlier"]),
        wire=wire,
        picture=picture,
    )


_KINDS = ("request", "resource", "picture")
ANSWERS = ("response", "revisit")
"""The kinds of records that hold an answer; each stands before the request it answers."""


def _unchanged(exchange: Exchange, following: Exchange | None) -> Exchange | None:
    """What a 304 refers to: the answer of an earlier run, which is stored right after it."""
    same = following is not None and exchange.status == _NOT_MODIFIED and following.url == exchange.url
    return following if same else None


def _bytes(record: Mapping[str, Any], read: Read) -> bytes:
    return read(record["offset"], record["length"])


def _described(capture: Capture) -> dict[str, Any]:
    return {
        "method": capture.ask.method,
        "url": capture.ask.url,
        "why": capture.ask.why,
        "final_url": capture.final_url,
        "status": capture.status,
        "headers": dict(capture.headers),
        "hops": [{"url": hop.url, "status": hop.status, "location": hop.location} for hop in capture.hops],
        "fetched_at": capture.fetched_at,
        "failure": capture.failure.value if capture.failure else None,
        "detail": capture.detail,
        "peer": capture.peer,
        "sha256": capture.sha256,
    }
