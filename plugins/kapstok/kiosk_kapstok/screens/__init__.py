"""The till and what opens from it, each loaded when it is first opened."""
