"""What tests of several rooms share."""

import os
import sys

from hypothesis import settings
from postgres_server import postgres

__all__ = ["postgres"]

# Hundreds of processes are started by tests: each would compile the whole program again where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is no defect, and a run that fails fails for everybody: the same examples each time, for as long as they take.
settings.register_profile("inspector", deadline=None, derandomize=True)
settings.load_profile("inspector")
