"""A coordinator's own spreadsheet becomes clients: read, understood, compared with who is known, written in short acts."""
