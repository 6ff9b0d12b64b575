"""Money belongs to the core: a plugin states an amount due and a purpose, and only the core writes money."""
