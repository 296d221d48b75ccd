"""config.toml and the environment, as one frozen value.

A key is written `[table] key` in the file and `INSPECTOR_TABLE__KEY` in the environment, which wins.
"""

from inspector.settings.load import load, load_or_defaults
from inspector.settings.looking import Confirm, Crawl, Engine
from inspector.settings.mail import Mail
from inspector.settings.places import District, Registry, Report, Rules, Store
from inspector.settings.quarters import quarter
from inspector.settings.sections import Settings
from inspector.settings.year import Appraisal, Schedule, Window

__all__ = [
    "Appraisal",
    "Confirm",
    "Crawl",
    "District",
    "Engine",
    "Mail",
    "Registry",
    "Report",
    "Rules",
    "Schedule",
    "Settings",
    "Store",
    "Window",
    "load",
    "load_or_defaults",
    "quarter",
]
