"""Reports for people and exports for machines, written from one frozen value.

`publish.write(inspection, folder)` leaves plain files that open from a folder or a USB stick: the district report (`index.html`),
one rectification notice per unit (`units/<code>.html`) with inert copies of the pages it shows places of (`copies/<code>/`),
the rule handbook (`rules.html` and a page for each pack), how the run went (`health.html`), `result.json`, `scores.csv` and
`findings.csv`. One unit at a time is held with its pages. No page asks anything of any network, and each
is readable without JavaScript.
"""
