"""Which candidates learn in which school before their appointment, and how each of them came there."""
