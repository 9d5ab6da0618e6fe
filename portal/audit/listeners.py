"""Listens to the other rooms and writes rows."""
