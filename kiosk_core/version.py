"""Which core this is."""

VERSION = "0.1.0"
API = (0, 1)
"""What a plugin may ask for by `Project.core`."""
