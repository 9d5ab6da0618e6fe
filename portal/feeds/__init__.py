"""What somebody's own calendar subscribes to, at an address that is a secret."""
