"""Who may sign in, which roles they hold, and the sessions they are in."""
