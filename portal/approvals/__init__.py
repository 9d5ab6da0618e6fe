"""Whose decision is final."""
