"""Figures of the matching engine beside their goals, and beside what the first product would have done."""
