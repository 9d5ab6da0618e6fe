"""What the office's insurance contract covers, and how many it insured on the day they were counted."""
