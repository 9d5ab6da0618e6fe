"""Lists of officials that come in as spreadsheets: looked at first, applied whole or not at all, taken back."""
