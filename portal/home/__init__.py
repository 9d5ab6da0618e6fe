"""The first page: what waits for me, and where it stands."""
