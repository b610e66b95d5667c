from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """An index over the trigrams of titles."""

    dependencies = [("programs", "0019_trigrams")]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=GinIndex(fields=["title"], name="change_title_trigrams", opclasses=["gin_trgm_ops"]),
        ),
    ]
