"""What leaves the portal as a spreadsheet: by whom, for which purpose and reason, and for how long it lies here."""
