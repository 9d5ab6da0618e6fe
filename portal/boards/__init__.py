"""What the office tells everybody: notices of the teams, and the forms to take along."""
