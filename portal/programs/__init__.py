"""The catalog: a program, its rounds, who may apply and how many seats are left."""
