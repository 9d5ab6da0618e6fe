"""Every change of this room: rules, months, turns, swaps, logs and rest.

What looks for a roster (``solving``) stands apart: it needs the solver, and only the job worker has that.
"""
