"""HR counseling: what a person or an institution wants to talk about, when and where."""
