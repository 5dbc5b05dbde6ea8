"""How Alembic runs here: on the connection that `storage.schema` hands over."""

from alembic import context

from storage.tables import metadata


def run() -> None:
    """Runs the migrations that were asked for in one transaction, as far as the database has such for DDL."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
        # Alembic takes SQLite for a database without: its driver's own transactions have none, but those begun by hand
        # do. The revision is read behind the lock then, and nobody comes in between two of them.
        transactional_ddl=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


run()
