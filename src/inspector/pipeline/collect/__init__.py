"""The looks of a run: units surveyed, canaries watched, what is doubted looked at again, what is suspect held back."""
