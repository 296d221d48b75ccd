"""Reports for people and exports for machines, written from one frozen value.

`write(inspection, folder)` leaves plain files that open from a folder or a USB stick: the district report (`index.html`),
one rectification notice per unit (`units/<code>.html`) with inert copies of the pages it shows places of (`copies/<code>/`),
the rule handbook (`rules.html`), `result.json`, `scores.csv` and `findings.csv`. No page asks anything of any network, and each
is readable without JavaScript.
"""

from inspector.report.inspection import Example, Inspection, Past, PastScore
from inspector.report.publish import write

__all__ = ["Example", "Inspection", "Past", "PastScore", "write"]
