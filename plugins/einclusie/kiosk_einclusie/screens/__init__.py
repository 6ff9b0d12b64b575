"""Screens of the digital-inclusion counter, each loaded when it is first opened."""
