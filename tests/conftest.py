"""What tests of several rooms share."""

from postgres_server import postgres

__all__ = ["postgres"]
