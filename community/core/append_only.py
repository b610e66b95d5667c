"""Tables that only grow: the database itself refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
"""


def append_only(table: str) -> migrations.RunSQL:
    """A migration step that makes ``table`` append-only, row by row. It needs ``never_emptied`` beside it."""
    return migrations.RunSQL(
        sql=[
            FUNCTION,
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        ],
        reverse_sql=f"DROP TRIGGER {table}_append_only ON {table};",
    )


def never_emptied(table: str) -> migrations.RunSQL:
    """A migration step that keeps ``table`` from being emptied at once, by which no row is asked."""
    return migrations.RunSQL(
        sql=[
            FUNCTION,
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();",
        ],
        reverse_sql=f"DROP TRIGGER {table}_never_emptied ON {table};",
    )
