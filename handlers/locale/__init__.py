"""Every text that people read, by key: one file a language."""
