"""당직: who is on duty when, how that is found fairly, ordered, swapped and written down, and the rest it earns."""
