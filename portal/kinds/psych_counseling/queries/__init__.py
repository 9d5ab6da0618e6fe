"""Every SELECT of the closed room; what is not for the actor is not found."""
