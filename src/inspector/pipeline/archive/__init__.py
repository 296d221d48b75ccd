"""Evidence kept for years: backed up, let go when its time has come, sealed, timestamped."""
