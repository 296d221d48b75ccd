"""Where an answer leads, as browsers read its `Location`, however it is written."""

from __future__ import annotations

from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from inspector.model.exchange import Exchange
from inspector.model.reference import slashed

_REDIRECTS = (301, 302, 303, 307, 308)


def redirect(answer: Exchange) -> str:
    """The absolute address an answer points to, as browsers read it, without fragment; empty where it does not redirect."""
    if answer.status not in _REDIRECTS:
        return ""
    found = [value for name, value in answer.headers if name.lower() == b"location"]
    told = found[0].strip().replace(b"\t", b"") if found else b""
    text = slashed(quote(told, safe="".join(map(chr, range(0x21, 0x7F)))))
    try:
        return _named(urldefrag(urljoin(answer.url, text)).url) if text else ""
    except ValueError:
        return text


def _named(url: str) -> str:
    """An address whose host is a name in Chinese, as a registry has it: percent signs are for what comes behind."""
    parts = urlsplit(url)
    host = unquote(parts.netloc)
    return url if host.isascii() else parts._replace(netloc=host).geturl()
