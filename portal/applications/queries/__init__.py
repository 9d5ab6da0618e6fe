"""Every question about applications: the applicants' and the officers'."""
