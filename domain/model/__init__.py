"""Pure model: frozen values and the rules between them. No I/O, no clock, no randomness of its own."""
