"""Mentoring: the list of new officials, their wishes, and those who offer to be mentors."""
