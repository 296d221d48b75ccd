#!/usr/bin/env python3
"""Is the evidence of a run what was recorded? Needs nothing but Python 3.8 or newer: no network, no other file.

    python3 verify_evidence.py RUN_FOLDER [--root ROOT] [--unit CODE]

Exit status 0: every byte is what was recorded. 4: something is not; the first such file or record is named. ROOT is the
seal printed on the report; where it is given, the folder must carry that very seal. With --unit only that unit's evidence
has to be there: the seal holds the digests of all others. 2: wrong usage.

A run folder holds `run.json`, `seal.json`, and for each unit a folder with `records.warc.gz` and `manifest.json`. The
manifest has the SHA-256 of every stored record; the seal has the SHA-256 of `run.json` and of every manifest, and
their Merkle root (RFC 6962: leaves are hashed with a 0x00 before them, inner nodes with 0x01), under which stand also when the run
was closed and the root of the run before. `run.json` names the
root of the run before: the runs form a chain. JSON files are stored in one exact form: no byte of them is free.

What was deleted when its time had come is listed in a unit's `tombstones.json` with the digest it had: the seal still
holds for it and for all the rest. How many records were deleted is always said: ask the office on what grounds.

`timestamp.tsr`, where there is one, is a time-stamping authority's word (RFC 3161) that `seal.json` existed at a certain time;
`timestamp.tsr.sha256` has its digest. This program checks that it is about this very seal and, of RSA signatures (PKCS #1 1.5 with
SHA-2) alone, that they hold with the certificate that the token carries. Not checked here: other kinds of signatures, and whose
certificate that is. Compare its fingerprint, which is printed, with the authority's, or let

    openssl ts -verify -data seal.json -in timestamp.tsr -CAfile AUTHORITY.pem

check the whole chain.
"""
# One file of more than the usual length: it must stand alone.

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence  # noqa: UP035 - the script also runs on old Pythons

RUN, SEAL, MANIFEST, RECORDS = "run.json", "seal.json", "manifest.json", "records.warc.gz"
TOMBSTONES, TIMESTAMP, TIMESTAMP_SUM = "tombstones.json", "timestamp.tsr", "timestamp.tsr.sha256"


@dataclass(frozen=True)
class Fault:
    """The first thing that is not what was recorded. `record` counts from 1 and is 0 where a whole file is meant."""

    what: str
    file: str
    unit: str = ""
    record: int = 0
    url: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, record {self.record}, {self.url}" if self.record else self.file
        return f"{place}: {self.what}"


def canonical(value: Any) -> bytes:
    """The one form in which a JSON file of the evidence is stored."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "surrogatepass")


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def self_digest(value: dict[str, Any]) -> str:
    """The digest of a JSON object without its own `digest`."""
    return digest(canonical({key: part for key, part in value.items() if key != "digest"}))


def merkle_root(leaves: Sequence[str]) -> str:
    """The Merkle tree hash (RFC 6962, 2.1) over hex digests, in their order."""
    if not leaves:
        return digest(b"")
    if len(leaves) == 1:
        return digest(b"\x00" + bytes.fromhex(leaves[0]))
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    left, right = merkle_root(leaves[:split]), merkle_root(leaves[split:])
    return digest(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right))


def leaves(seal: dict[str, Any]) -> list[str]:
    """What a seal's root is made of: all that the seal says. Seals of the first form left out when and after which run."""
    units = [unit["manifest"] for unit in seal["units"]]
    if seal["schema"] == "inspector.seal/1":
        return [seal["run"], *units]
    return [seal["run"], digest(canonical({"finished": seal["finished"], "previous": seal["previous"]})), *units]


def seal_fault(seal: dict[str, Any]) -> Fault | None:
    """What is wrong with a seal by itself: it must say what a seal says, and its root must follow from that."""
    try:
        told = (seal["finished"], seal["previous"], *(unit["code"] for unit in seal["units"]))
        if not all(isinstance(one, str) for one in told):
            return Fault("not a seal that this program knows", SEAL)
        if seal["root"] != merkle_root(leaves(seal)):
            return Fault("the root does not follow from the digests", SEAL)
    except (LookupError, TypeError, ValueError, AttributeError):
        return Fault("not a seal that this program knows", SEAL)
    return None


def check_unit(folder: Path) -> Fault | None:
    """The first fault of one unit's folder, None where there is none."""
    code = folder.name
    manifest, fault = read_object(folder / MANIFEST, code)
    if not fault and manifest.get("unit") != code:
        fault = Fault("is that of another unit", f"{code}/{MANIFEST}", code)
    if fault:
        return fault
    try:
        deleted, fault = tombstones(folder)
        known = {MANIFEST, RECORDS, TOMBSTONES}
        return fault or _check_records(folder / RECORDS, manifest, code, deleted) or _added(folder, known, code)
    except (OSError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, MemoryError) as trouble:
        return Fault(f"cannot be read ({trouble})", f"{code}/{RECORDS}", code)


def tombstones(folder: Path) -> tuple[dict[int, dict[str, Any]], Fault | None]:
    """The deleted records of a unit by their number, counted from 1."""
    if not there(folder / TOMBSTONES):
        return {}, None
    value, fault = read_object(folder / TOMBSTONES, folder.name)
    if fault:
        return {}, fault
    try:
        told = {one["record"]: one for one in value["deleted"]}
        if all(
            isinstance(one[key], str) for one in told.values() for key in ("url", "class", "deleted", "why", "sha256")
        ):
            return told, None
    except (LookupError, TypeError):
        pass
    return {}, Fault("does not say what was deleted, when and why", f"{folder.name}/{TOMBSTONES}", folder.name)


def count_deleted(folder: Path, seal: dict[str, Any], only: str = "") -> int:
    """How many records of a run, or of one unit of it, were deleted after it was sealed."""
    codes = [unit["code"] for unit in seal["units"] if only in ("", unit["code"])]
    return sum(len(tombstones(folder / code)[0]) for code in codes)


def check_run(folder: Path, root: str = "", only: str = "") -> Fault | None:
    """The first fault of a run folder in the order seal, run, units by code; None where all is what was recorded.

    With `only` a unit's code, the other units and `run.json` need not be there.
    """
    seal, fault = read_object(folder / SEAL)
    fault = fault or seal_fault(seal)
    if fault:
        return fault
    try:
        return _check_seal(folder, seal, root, only) or _check_timestamp(folder) or _check_units(folder, seal, only)
    except OSError as trouble:
        return Fault(f"cannot be read ({trouble.strerror})", str(trouble.filename))
    except (LookupError, TypeError, ValueError, AttributeError):
        return Fault("not a seal that this program knows", SEAL)


def main(arguments: list[str]) -> int:
    """The command: prints one sentence and returns the exit status."""
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    arguments, only = _without(list(arguments), "--unit")
    arguments, root = _without(arguments, "--root")
    arguments += [root] if root else []
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    fault = check_run(folder, "".join(arguments[1:]), only)
    if fault:
        print(f"NOT WHAT WAS RECORDED: {fault}", file=sys.stderr)
        return 4
    seal, _ = read_object(folder / SEAL)
    told = f"Unit {only} is" if only else f"All {count_units(seal)} units are"
    print(f"{told} what was recorded. Seal: {seal['root']}")
    if (folder / TIMESTAMP).exists():
        print(f"Timestamp: {read_token((folder / TIMESTAMP).read_bytes()).told()}")
    deleted = count_deleted(folder, seal, only)
    if deleted:
        print(f"{deleted} records were deleted later; each unit's {TOMBSTONES} lists them.")
    return 0


def _without(arguments: list[str], option: str) -> tuple[list[str], str]:
    """The arguments without `option` and its value, and the value. A root may also stand alone, behind the folder."""
    if option not in arguments[:-1]:
        return arguments, ""
    place = arguments.index(option)
    return arguments[:place] + arguments[place + 2 :], arguments[place + 1]


def count_units(seal: dict[str, Any]) -> int:
    """How many units a seal covers; what was seen besides them lies in folders whose names begin with a +."""
    return sum(not str(unit["code"]).startswith("+") for unit in seal["units"])


def read_object(path: Path, code: str = "") -> tuple[dict[str, Any], Fault | None]:
    """A JSON object that carries its own digest, or what is wrong with it."""
    name = f"{code}/{path.name}" if code else path.name
    data, fault = _bytes(path, code)
    if fault:
        return {}, fault
    value = read_plain(data)
    if value is None or value.get("digest") != _own_digest(data, value):
        return {}, Fault("not what was recorded", name, code)
    return value, None


def _check_seal(folder: Path, seal: dict[str, Any], root: str, only: str) -> Fault | None:
    if root and seal["root"] != root:
        return Fault(f"carries the seal {seal['root']}, not {root}", SEAL)
    if only and only not in [unit["code"] for unit in seal["units"]]:
        return Fault(f"covers no unit {only}", SEAL)
    if only and not (folder / RUN).exists():
        return None
    data, fault = _bytes(folder / RUN)
    if fault:
        return fault
    run = read_plain(data)
    if digest(data) != seal["run"] or run is None or run.get("previous_root") != seal["previous"]:
        return Fault("not what was recorded", RUN)
    return None


def _check_timestamp(folder: Path) -> Fault | None:
    """A timestamp must hold the digest of this very seal, and its signature must hold where plain Python can tell."""
    if not there(folder / TIMESTAMP):
        return Fault("missing", TIMESTAMP) if (folder / TIMESTAMP_SUM).exists() else None
    data, fault = _bytes(folder / TIMESTAMP)
    if fault:
        return fault
    try:
        token = read_token(data)
    except (LookupError, ValueError, StopIteration):
        return Fault("is not a timestamp that this program can read", TIMESTAMP)
    told = _bytes(folder / TIMESTAMP_SUM)[0] if (folder / TIMESTAMP_SUM).exists() else sum_line(data)
    if told != sum_line(data):
        return Fault("not what was recorded", TIMESTAMP)
    if token.imprint != hashlib.sha256((folder / SEAL).read_bytes()).digest():
        return Fault("is not about this seal", TIMESTAMP)
    return Fault("its signature does not hold", TIMESTAMP) if token.holds is False else None


def sum_line(token: bytes) -> bytes:
    """What stands in the file beside a timestamp, in the form that `sha256sum -c` reads."""
    return f"{digest(token)}  {TIMESTAMP}\n".encode()


@dataclass(frozen=True)
class Token:
    """What a timestamp says: the digest it is about, when, and who signed. `holds` is None where that was not checked."""

    imprint: bytes
    moment: str
    holds: bool | None
    signer: str = ""
    fingerprint: str = ""

    def told(self) -> str:
        """What was checked and what was not, in words."""
        about = f"{self.moment}, about this very seal"
        chain = "the chain up to the authority (this program never checks it; `openssl ts -verify` does)"
        if self.holds is None:
            return f"{about}. NOT checked: its signature, because only RSA with SHA-2 is checked here; and {chain}."
        signer = f"{self.signer}, SHA-256 {self.fingerprint}"
        return f"{about}; its RSA signature holds with the certificate in it ({signer}). NOT checked: {chain}."


@dataclass(frozen=True)
class Der:
    """One element of a DER structure: its tag, its content, and all its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self) -> list[Der]:
        """The elements inside."""
        found, rest = [], self.content
        while rest:
            found.append(der(rest))
            rest = rest[len(found[-1].whole) :]
        return found


def der(data: bytes) -> Der:
    """The first element of `data`. Raises LookupError or ValueError where there is none."""
    length, start = data[1], 2
    if length > 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    if length == 0x80 or len(data) < start + length:
        raise ValueError("not DER")
    return Der(data[0], data[start : start + length], data[: start + length])


_HASHES = {"608648016503040201": "sha256", "608648016503040202": "sha384", "608648016503040203": "sha512"}
LARGEST_KEY = 16384
"""Bits of a modulus."""
_RSA = ("2a864886f70d010101", "2a864886f70d01010b", "2a864886f70d01010c", "2a864886f70d01010d")


def signed_data(token: bytes) -> list[Der]:
    """The parts of the signed data in a time-stamping answer."""
    return der(token).parts()[1].parts()[1].parts()[0].parts()


def read_token(token: bytes) -> Token:
    """A time-stamping answer (RFC 3161 in RFC 5652). Raises LookupError or ValueError where it is none."""
    parts = signed_data(token)
    told = parts[2].parts()[1].parts()[0].content
    info = der(told).parts()
    imprint, moment = info[2].parts()[1].content, info[4].content.decode("ascii")
    moment = f"{moment[:4]}-{moment[4:6]}-{moment[6:8]} {moment[8:10]}:{moment[10:12]}:{moment[12:14]} UTC"
    signer = parts[-1].parts()[0].parts()
    attributes = next(part for part in signer if part.tag == 0xA0 and part is not signer[1])
    hashed = _HASHES.get(signer[2].parts()[0].content.hex(), "")
    kind, signature = (part for part in signer[signer.index(attributes) + 1 :][:2])
    if not hashed or kind.parts()[0].content.hex() not in _RSA:
        return Token(imprint, moment, None)
    if hashlib.new(hashed, told).digest() != _message_digest(attributes):
        return Token(imprint, moment, False)
    signed = hashlib.new(hashed, b"\x31" + attributes.whole[1:]).digest()
    certificates = [one for part in parts[3:-1] if part.tag == 0xA0 for one in part.parts() if one.tag == 0x30]
    for one in certificates:
        if _rsa_holds(one, signature.content, signed, hashed):
            return Token(imprint, moment, True, _common_name(one), digest(one.whole))
    return Token(imprint, moment, False if certificates else None)


def _message_digest(attributes: Der) -> bytes:
    """The attribute messageDigest (1.2.840.113549.1.9.4)."""
    named = {one.parts()[0].content.hex(): one.parts()[1] for one in attributes.parts()}
    return named["2a864886f70d010904"].parts()[0].content


def _certified(certificate: Der) -> list[Der]:
    """What a certificate states from the serial number on: serial, algorithm, issuer, validity, subject, key."""
    return [part for part in certificate.parts()[0].parts() if part.tag != 0xA0]


def _common_name(certificate: Der) -> str:
    names = [pair.parts() for name in _certified(certificate)[4].parts() for pair in name.parts()]
    found = [value.content.decode("utf-8", "replace") for kind, value in names if kind.content.hex() == "550403"]
    return found[-1] if found else "without a common name"


def _rsa_holds(certificate: Der, signature: bytes, signed: bytes, hashed: str) -> bool:
    """RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2) with the key of a certificate."""
    kind, bits = _certified(certificate)[5].parts()[:2]
    if kind.parts()[0].content.hex() != _RSA[0]:
        return False
    modulus, exponent = (int.from_bytes(number.content, "big") for number in der(bits.content[1:]).parts())
    if modulus.bit_length() > LARGEST_KEY or exponent.bit_length() > LARGEST_KEY // 256:
        raise ValueError("no key of any authority is so large: to reckon with it would take for ever")
    size = (modulus.bit_length() + 7) // 8
    name = next(bytes.fromhex(oid) for oid, known in _HASHES.items() if known == hashed)
    inner = b"\x06" + bytes([len(name)]) + name + b"\x05\x00"
    info = b"\x30" + bytes([len(inner)]) + inner + b"\x04" + bytes([len(signed)]) + signed
    info = b"\x30" + bytes([len(info)]) + info
    padded = b"\x00\x01" + b"\xff" * (size - len(info) - 3) + b"\x00" + info
    return len(signature) == size and pow(int.from_bytes(signature, "big"), exponent, modulus) == int.from_bytes(
        padded, "big"
    )


def _check_units(folder: Path, seal: dict[str, Any], only: str) -> Fault | None:
    for unit in seal["units"]:
        code = unit["code"]
        if only and code != only:
            continue
        data, fault = _bytes(folder / code / MANIFEST, code)
        if not fault and digest(data) != unit["manifest"]:
            fault = Fault("not what was recorded", f"{code}/{MANIFEST}", code)
        fault = fault or check_unit(folder / code)
        if fault:
            return fault
    return _added(folder, {RUN, SEAL, TIMESTAMP, TIMESTAMP_SUM, *(unit["code"] for unit in seal["units"])})


def _check_records(path: Path, manifest: dict[str, Any], code: str, deleted: dict[int, Any]) -> Fault | None:
    """Every byte of the file belongs to a record, and each record is the one of the manifest, or was deleted by name."""
    if not path.exists():
        return Fault("missing", f"{code}/{RECORDS}", code)
    if not path.is_file():
        return Fault("is not a file", f"{code}/{RECORDS}", code)
    end, number, size = 0, 0, path.stat().st_size
    with path.open("rb") as file:
        for number, record in enumerate(stored_records(manifest), start=1):
            gone = deleted.get(number)
            found = gone["sha256"] if gone else digest(file.read(min(record["length"], size)))
            if record["offset"] != end or found != record["sha256"]:
                return Fault("not what was recorded", f"{code}/{RECORDS}", code, number, record["url"])
            end += record["length"]
        if set(deleted) - set(range(1, number + 1)):
            return Fault("names records that there never were", f"{code}/{TOMBSTONES}", code)
        if file.read(1):
            return Fault("has bytes after its last record", f"{code}/{RECORDS}", code)
    return None


def stored_records(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All records in the order in which they are stored."""
    for capture in manifest["captures"]:
        for look in [*capture["earlier"], capture]:
            yield from look["records"]


def _own_digest(data: bytes, value: dict[str, Any]) -> str:
    """`self_digest` of what `data` holds, whose form is exact: its own line left out of it, where it is not the last one."""
    line = f' "digest": "{value.get("digest")}",\n'.encode("utf-8", "surrogatepass")
    before, found, after = (
        data.partition(b"{\n" + line) if data.startswith(b"{\n" + line) else data.partition(b"\n" + line)
    )
    return digest(before + found[: -len(line)] + after) if found else self_digest(value)


def read_plain(data: bytes) -> dict[str, Any] | None:
    """The JSON object in `data`, None where it is none or not in its exact form."""
    try:
        value = json.loads(data.decode("utf-8", "surrogatepass"))
        return value if isinstance(value, dict) and canonical(value) == data else None
    except (ValueError, RecursionError):
        return None


def there(path: Path) -> bool:
    """Whether there is such a name, also one that leads nowhere."""
    return path.is_symlink() or path.exists()


def _bytes(path: Path, code: str = "") -> tuple[bytes, Fault | None]:
    name = f"{code}/{path.name}" if code else path.name
    try:
        if path.exists() and not path.is_file():
            return b"", Fault("is not a file", name, code)
        return path.read_bytes(), None
    except FileNotFoundError:
        return b"", Fault("missing", name, code)
    except OSError as fault:
        return b"", Fault(f"cannot be read ({fault.strerror})", name, code)


def _added(folder: Path, known: Iterable[str], code: str = "") -> Fault | None:
    extra = sorted(path.name for path in folder.iterdir() if path.name not in known)
    if not extra:
        return None
    return Fault("was not recorded: added later", f"{code}/{extra[0]}" if code else extra[0], code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
