"""What people ask about the data that the office keeps of them, and what they are answered."""
