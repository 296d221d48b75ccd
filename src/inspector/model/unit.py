"""A registered unit and the pages it is bound to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

UnitType = Literal["department", "subdistrict", "township", "institution", "district", "portal"]
UNIT_TYPES: tuple[str, ...] = get_args(UnitType)

PageRole = Literal[
    "home", "disclosure", "guide", "list", "statutory", "rules_column", "annual_report", "application", "institution"
]
ROLES: tuple[str, ...] = get_args(PageRole)
"""The page roles of the registry, in its column order. A unit is a code and its roles, never a host."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the registry. `pages` maps a role to its registered absolute URL; unregistered roles are absent.

    `channels` are acceptance channels that the office knows of the unit: mailboxes, addresses of forms, fax numbers.
    `accounts` are its new-media accounts, each `platform:name`, e.g. `微信公众号:清河发布`.
    `own_hosts` are the hosts that this unit alone is registered with: a silent shared host is nobody's fault but its owner's.
    """

    code: str
    name: str
    type: UnitType
    aliases: tuple[str, ...] = ()
    parent: str = ""
    tags: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    own_hosts: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The unit's name and its aliases."""
        return (self.name, *self.aliases)
