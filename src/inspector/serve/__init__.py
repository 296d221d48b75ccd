"""A small server over a workspace: reports, results, orders and evidence to read; decisions of clerks with a login.

It holds no logic of its own: what is shown comes from the rooms below, what is decided goes through the same functions as the
command line. Needs the extra `serve`; this package's modules are imported by `inspector serve` only.
"""
