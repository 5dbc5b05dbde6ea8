"""How Alembic runs here: on the connection that `storage.schema` hands over."""

from alembic import context

from storage.tables import metadata


def run() -> None:
    """Runs the migrations that were asked for in one transaction, as far as the database has such for DDL."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
