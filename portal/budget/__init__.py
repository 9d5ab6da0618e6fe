"""Budget lines, commitments and spending."""
