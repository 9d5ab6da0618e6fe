"""Every change of approval lines, documents and absences."""
