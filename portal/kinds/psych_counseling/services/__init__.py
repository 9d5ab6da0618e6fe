"""Every change in the closed room; nothing of it is told to the rest of the portal."""
