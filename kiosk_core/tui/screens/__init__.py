"""One screen a file, its look beside it; each is loaded when it is first opened."""
