"""The matching engine in a process of its own: its libraries and its memory stay there, and so does its time."""
