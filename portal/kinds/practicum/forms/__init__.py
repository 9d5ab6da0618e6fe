"""The shape of what candidates, institutions and officers fill in."""
