"""The portal in a real browser, as each kind of person."""
