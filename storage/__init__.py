"""The database: tables, repositories and units of work. Rows in, frozen domain objects out; no row leaves."""
