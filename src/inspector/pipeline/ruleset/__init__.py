"""Rules at work: read from disk, linted, tried on fixtures, mutated, told of."""
