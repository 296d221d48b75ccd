"""The electronic acceptance channels of a unit: which are published, how far each was tested, what may be probed next. Pure.

Inventory and levels are read from the dossier and the findings; probes, replies and consent from events that the rim hands in.
"""

from inspector.channels.coverage import Coverage, coverage_of
from inspector.channels.inventory import Listed, inventory
from inspector.channels.summary import ChannelFigures, figures_of, summary

__all__ = ["ChannelFigures", "Coverage", "Listed", "coverage_of", "figures_of", "inventory", "summary"]
