"""Evidence to results: runs judged, results kept and found again, rules compared on what is stored."""
