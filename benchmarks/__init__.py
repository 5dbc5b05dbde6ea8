"""Figures beside their goals. `make bench` prints them; nothing here passes or fails a build."""
