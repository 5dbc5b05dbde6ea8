"""Every text that people read, by key: for each language a file, and one with its ice-breakers."""
