"""One room per kind of program; none knows another."""
