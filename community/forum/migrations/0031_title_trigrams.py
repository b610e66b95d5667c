from django.contrib.postgres.indexes import GinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """An index over the trigrams of threads' titles."""

    dependencies = [("forum", "0030_drafts"), ("programs", "0019_trigrams")]

    operations = [
        migrations.AddIndex(
            model_name="thread",
            index=GinIndex(fields=["title"], name="thread_title_trigrams", opclasses=["gin_trgm_ops"]),
        ),
    ]
