"""Every change of applications: submitting, withdrawing, drafts, deciding and settling."""
