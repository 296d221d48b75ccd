"""Looking at the outside, politely: asks in, captures out.

`Outside` answers asks; `Manners` says how politely and how far; `Guard` says where we may go at all.
"""

from inspector.collect.failures import failed
from inspector.collect.guard import Guard
from inspector.collect.manners import Manners
from inspector.collect.names import Names
from inspector.collect.outside import Outside, outside

__all__ = ["Guard", "Manners", "Names", "Outside", "failed", "outside"]
