"""Signing a file so that anybody can verify it offline: Ed25519 over the file's bytes, the signature beside it.

`openssl pkeyutl -verify -rawin -pubin -inkey KEY.pub.pem -in FILE -sigfile FILE.sig` needs nothing of this program.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from inspector.errors import EvidenceError, SettingsError, StorageError
from inspector.pipeline.workspace import Workspace

ENVIRONMENT = "INSPECTOR_APPRAISAL_KEY"


@dataclass(frozen=True, slots=True)
class Seal:
    """A key that signs. Its fingerprint is the SHA-256 of the public key in DER, in hexadecimal."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public key as PEM text."""
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    @property
    def fingerprint(self) -> str:
        """What a reader compares with what the office published."""
        return fingerprint(self.key.public_key())

    def sign(self, content: bytes) -> bytes:
        """64 bytes, the same for the same content."""
        return self.key.sign(content)


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the public key in DER, in hexadecimal."""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def seal_of(workspace: Workspace, environment: Mapping[str, str] = os.environ) -> Seal | None:
    """The key from the environment, else from the file that config.toml names; None where neither is. Raises SettingsError."""
    pem, where = environment.get(ENVIRONMENT, ""), ENVIRONMENT
    named = workspace.settings.appraisal.key_file
    if not pem and named:
        where = str(workspace.settings.path(named))
        try:
            pem = Path(where).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            raise SettingsError(
                "the key that signs cannot be read", where=where, remedy="`inspector seal key FILE` makes one."
            ) from None
    return Seal(_private(pem, where)) if pem else None


def _private(pem: str, where: str) -> Ed25519PrivateKey:
    remedy = "`inspector seal key FILE` makes one that fits."
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SettingsError("this is no private key in PEM without a password", where=where, remedy=remedy) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsError("this key is not an Ed25519 key", where=where, remedy=remedy)
    return key


def make_key(path: Path) -> Seal:
    """Write a new private key that only its owner may read, and its public half beside it as `NAME.pub.pem`.

    Raises StorageError where a file is there already: a key is never overwritten.
    """
    seal = Seal(Ed25519PrivateKey.generate())
    private = seal.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    for place, text, mode in ((path, private, 0o600), (public_path(path), seal.public, 0o644)):
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="ascii") as file:
                file.write(text)
        except FileExistsError:
            raise StorageError("a file is there already", where=str(place), remedy="Give another name.") from None
        except OSError as fault:
            raise StorageError(f"the key cannot be written: {fault.strerror}", where=str(place)) from fault
    return seal


def public_path(path: Path) -> Path:
    """Where the public half of a key lies."""
    return path.with_name(f"{path.name.removesuffix('.pem')}.pub.pem")


def check(path: Path, public: Path | None = None, signature: Path | None = None) -> str:
    """The fingerprint of the key that signed `path`. Raises EvidenceError where the signature does not hold.

    The signature is by default `FILE.sig`, the key `FILE.pub.pem`: then the fingerprint is what has to be compared.
    """
    content, raw, pem = (
        _bytes(one) for one in (path, signature or beside(path, ".sig"), public or beside(path, ".pub.pem"))
    )
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise StorageError("this is no public key in PEM", where=str(public or beside(path, ".pub.pem"))) from None
    if not isinstance(key, Ed25519PublicKey):
        raise StorageError("this key is not an Ed25519 key", where=str(public or beside(path, ".pub.pem")))
    try:
        key.verify(raw, content)
    except InvalidSignature:
        remedy = "The file was changed after it was signed, or another key signed it: ask the office for the original."
        raise EvidenceError("the signature does not hold", where=str(path), remedy=remedy) from None
    return fingerprint(key)


def beside(path: Path, ending: str) -> Path:
    """The file of the same name with `ending` added."""
    return path.with_name(path.name + ending)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise StorageError(f"this file cannot be read: {fault.strerror}", where=str(path)) from None
