"""The division's printed facts and the fictional data of the demonstration."""
