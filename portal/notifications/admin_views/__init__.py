"""The pages of the outbox, of the words of each step, and of messages to a selection of applicants."""
