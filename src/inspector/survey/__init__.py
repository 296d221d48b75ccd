"""What is to be looked at for a unit, decided by pure code.

`survey` is a generator: it yields lists of asks and is sent lists of captures, and returns a `Dossier`. The collect pass answers
the asks from the network, the judge pass answers the same asks from the archive, so both see the same pages.
"""

from inspector.survey.dossier import Dossier, Page, Plan, Sheet
from inspector.survey.walk import survey

__all__ = ["Dossier", "Page", "Plan", "Sheet", "survey"]
