"""Who sits on the task force that watches the transfers of half a year."""
