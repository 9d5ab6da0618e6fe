"""Which meetings the office holds: when, where, with whom, about what."""
