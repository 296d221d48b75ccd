"""HTML to a `Document`."""
