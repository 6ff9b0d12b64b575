"""Indicators and exports: one definition, one number, wherever it is read."""
