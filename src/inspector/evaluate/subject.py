"""Names for issues that hold from quarter to quarter."""

from __future__ import annotations

import hashlib

from inspector.facts.document import norm
from inspector.survey.address import plain_address

_PREFIX = 12


def normal_subject(subject: str) -> str:
    """The subject in the form that does not change from crawl to crawl; addresses lose scheme, `www.` and query noise."""
    return plain_address(subject) if subject.startswith(("http://", "https://")) else norm(subject)


def finding_id(unit: str, rule: str, subject: str) -> str:
    """`F-` and 12 hexadecimal digits: the same issue in every quarter."""
    text = f"{unit}\0{rule}\0{normal_subject(subject)}"
    return "F-" + hashlib.sha256(text.encode()).hexdigest()[:_PREFIX]
