"""What was asked of the outside world and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from inspector.model.exchange import Exchange


class Failure(StrEnum):
    """Why something could not be seen: the one closed list of failures of the outside world."""

    DNS = "dns"  # the name does not exist (NXDOMAIN)
    RESOLVER = "resolver"  # no resolver answered
    CONNECT = "connect"  # refused or unreachable
    RESET = "reset"  # the connection broke off
    TLS = "tls"
    TIMEOUT = "timeout"
    NOT_FOUND = "not_found"  # 404, 410
    SOFT_404 = "soft_404"  # 2xx whose text says "page does not exist"
    MOVED = "moved"  # redirected to a home page: moved or removed
    CLIENT_ERROR = "client_error"  # another 4xx
    SERVER_ERROR = "server_error"  # 5xx
    CONTRADICTED = "contradicted"  # a page that shows what people look for, sent with an error status
    BLOCKED = "blocked"  # 401, 403, 405, 406, 412, 418, 426, 429, 521
    CHALLENGE = "challenge"  # a script or cookie must be answered first
    CAPTCHA = "captcha"
    LOGIN = "login"
    SHUT_OUT = "shut_out"  # all that was asked of the host, its front page too, was refused in one manner
    ROBOTS = "robots"  # robots.txt does not permit us
    SCRIPT_ONLY = "script_only"  # the text only exists after scripts ran
    IMAGE_ONLY = "image_only"  # the text is a picture
    HIJACKED = "hijacked"  # taken over for gambling and the like, or a domain that is for sale
    INTERPOSED = "interposed"  # a carrier, provider or network on the way answered in the site's place
    GARBLED = "garbled"  # the bytes do not decode to text
    UNREADABLE = "unreadable"  # a file no reader of ours can open
    PARTIAL = "partial"  # the page breaks off: a browser shows what came of it
    TOO_LARGE = "too_large"  # larger than `[crawl] max_bytes`
    REDIRECT_LOOP = "redirect_loop"
    GUARD = "guard"  # an address this network must not be asked for
    LIMIT = "limit"  # our own page budget for the unit is used up
    DIED = "died"  # our own process died at work on the unit's host
    PROTOCOL = "protocol"  # an answer that is not HTTP
    UPLINK = "uplink"  # our own network was down, as the canaries tell
    UNVOUCHED = "unvouched"  # what several addresses show alike, and nothing tells yet that the site itself does
    TRAP = "trap"  # an address of a kind that breeds others without end
    NOT_COLLECTED = "not_collected"  # replay only: the page was never asked for
    DELETED = "deleted"  # replay only: the record was deleted when its time had come


SITEMAP = "sitemap"
"""Why robots.txt and sitemaps are asked for: most sites have none, and that is no failure to be confirmed."""

VOUCHER = "does HEAD tell the truth here"
"""Why an address that cannot exist is asked for by HEAD: only a host that refuses it is believed that others are there."""
AS_OF_NOWHERE = "as for what cannot be there"
"""In the detail of a link's answer: its host says of what cannot be there, too, that it is there; only the text tells."""
RULES_UNREAD = "robots.txt could not be read"
"""In the detail of a look that ended there: of the page itself nobody asked anything."""
FRONT = "does this site show us anything"
"""Why the front page of a host is asked for that refused everything else."""
UNCONFIRMED = frozenset({SITEMAP, VOUCHER, FRONT})
"""Reasons to ask at which a refusal is an answer, and no failure that must be confirmed."""

GIVEN_UP = frozenset({Failure.LIMIT, Failure.DIED})
"""Failures at which we ourselves ended the looks at a unit: what was not seen is asked for when the run is resumed."""

Attribution = Literal["unit", "third_party", "us", "blocked"]
Method = Literal["GET", "HEAD", "DNS", "RENDER", "PROBE"]


@dataclass(frozen=True, slots=True)
class Ask:
    """One look at the outside.

    `GET` a page, `HEAD` a link (its status only), `DNS` a name (`dns:HOST?type=MX`), or `RENDER` a page in a browser.
    `PROBE` is never asked: it marks what an authorised probe saw (`model.observation`), kept beside the pages.
    """

    url: str
    method: Method = "GET"
    why: str = ""
    """The role or purpose that asks, e.g. `guide` or `guide/link`; not part of the identity."""

    @property
    def key(self) -> tuple[str, str]:
        """What makes two asks the same look."""
        return (self.method, self.url)


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way: the address that answered, its status and where it pointed."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True)
class Capture:
    """What came back for one ask.

    `body` is the content after transfer and content decoding. `fetched_at` is ISO 8601 with offset +08:00, to the
    second. `failure` is set by the collector for what it saw on the wire (no answer, a refusal by our own guard or
    robots.txt, a limit); what status and content mean is judged later by `facts.sight`. `sha256` is of the archived
    payload bytes, in hex. `earlier` are the looks before this one that failed, oldest first: how a failure is confirmed
    before it may cost points. `wire` is what the archive keeps of the look: every request and answer on the way,
    redirects included; where `status` is set, the last of them is the answer that `body` came from.
    """

    ask: Ask
    final_url: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    fetched_at: str = ""
    failure: Failure | None = None
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    sha256: str = ""
    peer: str = ""
    earlier: tuple[Capture, ...] = ()
    wire: tuple[Exchange, ...] = field(default=(), compare=False, repr=False)
    picture: bytes = field(default=b"", compare=False, repr=False)
    """A PNG of the page as a browser showed it; empty where none was taken."""

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower case; empty where none was sent."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


def not_collected(ask: Ask) -> Capture:
    """The answer of an archive that never saw `ask`."""
    return Capture(ask=ask, failure=Failure.NOT_COLLECTED, detail="not in the evidence of this run")
