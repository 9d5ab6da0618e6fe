"""The officers' pages around one round: its selection, its seats and those who wait, and the rules of both."""
