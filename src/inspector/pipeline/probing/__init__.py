"""Channels tried for real, with consent: planned and shown, sent at most once, collected, recorded by hand, told as evidence."""
