"""Inspector: quarterly inspection of what government units disclose, from evidence to appraisal."""

__version__ = "0.1.0"
