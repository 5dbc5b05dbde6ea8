"""Alembic's home: the steps from an empty database to the newest schema."""
