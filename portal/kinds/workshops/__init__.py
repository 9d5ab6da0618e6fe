"""Workshops: transport, nights, roommates and emergency contacts."""
