"""Screens of the food distribution, loaded when they are first opened."""
