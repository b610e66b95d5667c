"""The columns of a row as they are, kept as JSON, and given back to it."""

from datetime import datetime


def columns_of(row, *names: str) -> dict[str, object]:
    """The values of these columns; foreign keys by their id, moments as text."""
    values = {name: getattr(row, row._meta.get_field(name).attname) for name in names}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def give_columns(row, columns: dict[str, object]) -> None:
    """Give the row the values that ``columns_of`` kept, and save them."""
    for name, value in columns.items():
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    row.save(update_fields=list(columns))
