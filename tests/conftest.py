"""What tests of several rooms share."""

import os
import sys

from postgres_server import postgres

__all__ = ["postgres"]

# Hundreds of processes are started by tests: each would compile the whole program again where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
