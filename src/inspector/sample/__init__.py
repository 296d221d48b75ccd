"""An invented district with known faults, served on loopback: what `inspector demo` and the tests inspect."""

from inspector.sample.district import AS_OF, QUARTER, District, serve
from inspector.sample.faults import Expected, expected, faults, lookalikes

__all__ = ["AS_OF", "QUARTER", "District", "Expected", "expected", "faults", "lookalikes", "serve"]
