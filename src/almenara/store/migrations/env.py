"""Alembic's way into the store: the connection comes from `almenara.store.connect`, never from a file."""

from alembic import context

from almenara.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
