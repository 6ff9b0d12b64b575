"""What the readings must be, worked out again from events and leaves alone, and where the file says otherwise."""
