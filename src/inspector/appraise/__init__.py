"""The year's quarters to one appraisal figure."""

from inspector.appraise.year import Appraisal, QuarterValue, appraise

__all__ = ["Appraisal", "QuarterValue", "appraise"]
