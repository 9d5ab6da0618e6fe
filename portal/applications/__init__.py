"""One person's application to one round, from draft to decision."""
