from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import CombinedSearchVector, SearchConfig, SearchVector
from django.db import migrations

WORDS = CombinedSearchVector(
    SearchVector("source", config="simple"), "||", SearchVector("source", config="english"), SearchConfig("simple")
)


class Migration(migrations.Migration):
    dependencies = [("forum", "0011_bookmarks_and_summaries")]

    operations = [
        migrations.AddIndex(model_name="post", index=GinIndex(WORDS, name="post_words")),
    ]
