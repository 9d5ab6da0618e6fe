"""Every change behind the bell, and the letters that follow it."""
