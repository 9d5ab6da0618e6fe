"""The plans that the division's work report prints."""
