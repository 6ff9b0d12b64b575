"""What changes in a family: a small form for each, from one list on the client's page."""
