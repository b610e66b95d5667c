from django.db import migrations

from community.core.page_keys import page_key

BATCH = 500  # rows at a time


def fill(apps, schema_editor) -> None:
    sources = apps.get_model("programs", "ChangeSource").objects
    batch = []
    for source in sources.exclude(url="").only("pk", "url").iterator(chunk_size=BATCH):
        source.page_key = page_key(source.url)
        batch.append(source)
        if len(batch) == BATCH:
            sources.bulk_update(batch, ["page_key"])
            batch = []
    sources.bulk_update(batch, ["page_key"])


class Migration(migrations.Migration):
    """Name the pages of the sources that are there already."""

    dependencies = [("programs", "0021_source_pages")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
