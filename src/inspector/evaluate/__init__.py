"""Rules and what was seen to findings, each citing its evidence."""

from inspector.evaluate.unit import evaluate

__all__ = ["evaluate"]
