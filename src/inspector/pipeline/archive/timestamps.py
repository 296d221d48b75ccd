"""When a run was sealed, on the word of a time-stamping authority: asked for, kept beside the seal, verified."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.archive import disk
from inspector.archive.verify_evidence import SEAL, TIMESTAMP, TIMESTAMP_SUM, signed_data, sum_line
from inspector.collect.authority import NoAnswer, ask_authority
from inspector.collect.manners import stamp as china
from inspector.errors import EvidenceError, InspectorError, SettingsError, StorageError, UsageError
from inspector.pipeline.workspace import Workspace
from inspector.settings.extras import install

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse


def stamp(workspace: Workspace, folder: Path) -> str:
    """Have the seal of the run in `folder` stamped; returns the time that the authority names.

    Raises UsageError where no authority is set or the run is not sealed, StorageError where the authority gives no stamp.
    """
    _required(workspace)
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an extra

    if not (folder / SEAL).is_file():
        raise UsageError("the run is not sealed yet", remedy="`inspector run --resume` finishes it.")
    seal = (folder / SEAL).read_bytes()
    request = TimestampRequestBuilder().data(seal).hash_algorithm(HashAlgorithm.SHA256).build()
    try:
        token = ask_authority(workspace.settings, request.as_bytes())
        moment = _checked(workspace, token, seal, request.nonce)
    except (NoAnswer, ValueError, EvidenceError) as fault:
        said = fault.what if isinstance(fault, EvidenceError) else str(fault)
        raise StorageError(
            f"the time-stamping authority gave no stamp: {said}",
            where=workspace.settings.timestamp.url,
            remedy="The run stands without it; `inspector evidence timestamp` asks again.",
        ) from fault
    disk.write(folder / TIMESTAMP, token)
    disk.write(folder / TIMESTAMP_SUM, sum_line(token))
    return moment


def note(workspace: Workspace, folder: Path) -> tuple[str, ...]:
    """What to tell of the stamp of a run that was just sealed; empty where no authority is set. Never stops a run."""
    if not workspace.settings.timestamp.url or (folder / TIMESTAMP).exists():
        return ()
    try:
        return (f"timestamp {stamp(workspace, folder)}",)
    except InspectorError as fault:
        return (str(fault),)


def stamped(workspace: Workspace, folder: Path) -> str:
    """The time in the stamp of a run, or in words why its signature was not checked. Raises EvidenceError where it is not right."""
    if find_spec("rfc3161_client") is None:
        return "is there; its signature was not checked: the extra `timestamp` is not installed"
    if not workspace.settings.timestamp.roots:
        return "is there; its signature was not checked: [timestamp] roots names no certificates"
    return _checked(workspace, (folder / TIMESTAMP).read_bytes(), (folder / SEAL).read_bytes(), None)


def _required(workspace: Workspace) -> None:
    if not workspace.settings.timestamp.url:
        raise UsageError(
            "no time-stamping authority is set", remedy="Write its address in config.toml: [timestamp] url."
        )
    if find_spec("rfc3161_client") is None:
        raise UsageError("the extra `timestamp` is not installed", remedy=install("timestamp"))


def _checked(workspace: Workspace, token: bytes, seal: bytes, nonce: int | None) -> str:
    """The time that a token names; where root certificates are set, only if the signature leads to one of them."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response  # noqa: PLC0415 - an extra

    try:
        answer = decode_timestamp_response(in_order(token))
        if workspace.settings.timestamp.roots:
            builder = VerifierBuilder(roots=_roots(workspace), nonce=nonce)
            builder.build().verify_message(answer, seal)
        return _time(answer)
    except (VerificationError, ValueError) as fault:
        raise EvidenceError(f"the timestamp does not verify: {fault}", where=TIMESTAMP) from fault


def in_order(token: bytes) -> bytes:
    """The token with its certificates in the order that DER asks for, which not every authority keeps; nothing else moves.

    The certificates are not under the signature. Raises ValueError where it is no token.
    """
    try:
        sets = [part for part in signed_data(token)[3:-1] if part.tag in (0xA0, 0xA1)]
        for part in sets:
            head = part.whole[: len(part.whole) - len(part.content)]
            token = token.replace(part.whole, head + b"".join(sorted(one.whole for one in part.parts())), 1)
    except LookupError as fault:
        raise ValueError("not a time-stamping answer") from fault
    return token


def _time(answer: TimeStampResponse) -> str:
    return china(answer.tst_info.gen_time)


def _roots(workspace: Workspace) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - comes with the extra

    path = workspace.settings.path(workspace.settings.timestamp.roots)
    try:
        return list(load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as fault:
        raise SettingsError(
            f"the certificates cannot be read: {fault}", where=str(path), remedy="Correct [timestamp] roots."
        ) from fault
