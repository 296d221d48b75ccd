"""What an earlier run holds of a page: a site is asked whether it changed, and sends it again only where it did."""

from __future__ import annotations

from typing import Protocol

from inspector.model.exchange import Exchange

Validators = tuple[tuple[str, str], ...]


class Known(Protocol):
    """The pages of an earlier run."""

    def validators(self, url: str) -> Validators:
        """The headers that ask whether the page has changed (RFC 9110, 13.1); empty where nothing whole is known of it."""
        ...

    def exchange(self, url: str) -> Exchange | None:
        """The stored answer, None where it is no longer what was recorded."""
        ...


class Nothing:
    """No earlier run."""

    def validators(self, url: str) -> Validators:  # noqa: ARG002 - the protocol's signature
        """None."""
        return ()

    def exchange(self, url: str) -> Exchange | None:  # noqa: ARG002 - the protocol's signature
        """None."""
        return None
