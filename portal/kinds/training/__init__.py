"""Who was designated for the training before appointment."""
