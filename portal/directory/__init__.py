"""People, posts and units over time, and the look-up by name, initials, duty or number."""
