"""Sweeps of the random pool: a short read, the engine away from everything else, short writes.

What is new to decide is said by the pool's row, so that a sweep with nothing to do costs one indexed read. One worker
at a time has a pool; the database says which, and a worker that was overtaken writes nothing more.
"""
