"""The matching engine: from who waits to who meets whom. Pure: no I/O, no clock, no randomness but its seed's.

What is imported here is light; `domain.matching.engine` brings the solver libraries, for a process of its own.
"""
