"""The rooms composed: gather a quarter, judge it, publish it; judge it again from evidence."""
