"""What the division does, which team answers for it, and whose business it is when it is not ours."""
