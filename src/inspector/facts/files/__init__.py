"""Files that are no pages, a module a format; each is loaded when the first such file comes, for their libraries are slow to load."""
