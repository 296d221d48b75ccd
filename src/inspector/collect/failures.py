"""The one classifier of what goes wrong on the wire."""

from __future__ import annotations

import errno
import re
import ssl
from collections.abc import Iterator

import httpcore
import httpx

from inspector import lazy
from inspector.model.capture import UNCONFIRMED, Capture, Failure


class Refused(Exception):
    """Our own guard does not permit the address; the message names the rule."""


class NoSuchName(Exception):
    """The name does not exist."""


class ResolverSilent(Exception):
    """No resolver gave an answer about the name."""


class Deadline(Exception):
    """An answer began, but did not end in time."""


class NoHandshake(httpcore.ConnectError):
    """The other side hung up while TLS was begun: so do old servers that find no version or cipher of theirs."""


class LeftAlone(Exception):
    """The host asked for a pause that is longer than our patience."""


class NotPermitted(Exception):
    """robots.txt does not permit the address."""


class Spent(Exception):
    """What one unit may cost is used up: our own limit."""


class TooMuch(Exception):
    """What was seen of the unit fills the memory that it may have."""


class Circle(Exception):
    """Redirects that come back, or do not end."""


class CookieWall(Exception):
    """Redirects that come back until a cookie is shown, which we do not keep."""


REPEATED = frozenset({Failure.CONNECT, Failure.RESET, Failure.PARTIAL, Failure.TIMEOUT, Failure.UPLINK})
"""What may be over in a moment: worth another try within one look."""

SECOND_LOOK = REPEATED | {Failure.DNS, Failure.RESOLVER, Failure.TLS, Failure.PROTOCOL, Failure.REDIRECT_LOOP}
"""What may be over in some hours: worth a second look."""

_OUR_ERRNOS = frozenset(
    {
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENOBUFS,
        errno.EADDRNOTAVAIL,
        errno.EAFNOSUPPORT,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.EACCES,
        errno.EPERM,
    }
)
"""What the system says where a connection never left this machine: nothing to open it with, no way out, not permitted."""

SHUT = frozenset({401, 403, 405, 406, 412, 418, 426, 429, 521})
"""Statuses by which a server keeps us out, whatever is there."""

_STRICT = lazy.pattern(
    r"^illegal header line|^illegal status line: bytearray\(b'(?:HTTP|ICY)\b|^no response line received|^an answer without a head"
    r"|^Only Transfer-Encoding|^chunks whose heads|^illegal chunk header: bytearray\(b'[0-9A-Fa-f]+ *(?:;[^\\]*)?\\n",
    re.IGNORECASE,
)
"""In the words of h11 and `wire`: what could not be mended of a head that browsers may read, or lines that end in other ways."""

_OURS = (Refused, NoSuchName, ResolverSilent, Deadline, LeftAlone, NotPermitted, Spent, TooMuch, Circle, CookieWall)

_KINDS: tuple[tuple[type[BaseException], Failure], ...] = (
    (Refused, Failure.GUARD),
    (NoSuchName, Failure.DNS),
    (ResolverSilent, Failure.RESOLVER),
    (LeftAlone, Failure.BLOCKED),
    (NotPermitted, Failure.ROBOTS),
    (Spent, Failure.LIMIT),
    (TooMuch, Failure.TOO_LARGE),
    (Circle, Failure.REDIRECT_LOOP),
    (CookieWall, Failure.CHALLENGE),
    (NoHandshake, Failure.TLS),
    (ssl.SSLError, Failure.TLS),
    (ssl.CertificateError, Failure.TLS),
    (Deadline, Failure.TIMEOUT),
    (httpcore.TimeoutException, Failure.TIMEOUT),
    (TimeoutError, Failure.TIMEOUT),
    (ConnectionResetError, Failure.RESET),
    (BrokenPipeError, Failure.RESET),
    (httpcore.ConnectError, Failure.CONNECT),
    (httpcore.ReadError, Failure.RESET),
    (httpcore.WriteError, Failure.RESET),
    (httpcore.ProtocolError, Failure.PROTOCOL),
    (httpx.InvalidURL, Failure.PROTOCOL),
    (ValueError, Failure.PROTOCOL),
    (OSError, Failure.CONNECT),
)
WIRE: tuple[type[BaseException], ...] = tuple(kind for kind, _ in _KINDS)
"""Every exception that is a fault of the outside world and not of ours."""


def classify(fault: BaseException) -> tuple[Failure, str]:
    """The failure that `fault` stands for, and its words. The causes are looked at first: they know more."""
    chain = list(_causes(fault))
    for cause in chain:
        if ours(cause):
            return Failure.UPLINK, _words(cause)
    for kind, failure in _KINDS:
        for cause in chain:
            if isinstance(cause, kind):
                return _broken_off(cause, failure), _words(cause)
    raise fault


def ours(cause: BaseException) -> bool:
    """Whether the system says that it was this machine, and not the other side, that could not connect."""
    return isinstance(cause, OSError) and cause.errno in _OUR_ERRNOS and not isinstance(cause, ssl.SSLError)


def certificate(fault: BaseException) -> str:
    """What is wrong with the server's certificate, or nothing where `fault` is not about it."""
    for cause in _causes(fault):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message or "not valid"
    return ""


def failed(capture: Capture) -> bool:
    """Whether a look is worth a second one, as far as the wire tells; soft failures need eyes that read the page."""
    if capture.ask.why in UNCONFIRMED:
        return False
    if capture.failure is not None:
        return capture.failure in SECOND_LOOK
    return capture.status is not None and capture.status >= 400 and capture.status not in SHUT


def _broken_off(cause: BaseException, failure: Failure) -> Failure:
    """A server that hangs up before its first byte breaks the protocol only by the letter.

    A well-meant answer that browsers show, and only our parser is too strict for, is nobody's fault but ours.
    """
    if failure is Failure.PROTOCOL and _STRICT.search(str(cause)):
        return Failure.UNREADABLE
    gone = isinstance(cause, httpcore.RemoteProtocolError) and "disconnected" in str(cause)
    short = isinstance(cause, httpcore.RemoteProtocolError) and "peer closed connection" in str(cause)
    return Failure.RESET if gone or short else failure


def _words(cause: BaseException) -> str:
    name = type(cause).__name__
    text = " ".join(str(cause).split())[:200]
    return text if isinstance(cause, _OURS) else f"{name} {text}".rstrip()


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        yield fault
        if isinstance(fault, BaseExceptionGroup):
            for inner in fault.exceptions:
                yield from _causes(inner)
        fault = fault.__cause__ or fault.__context__
