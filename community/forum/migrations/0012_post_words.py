from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import CombinedSearchVector, SearchConfig, SearchVector
from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Replace

SPACED = Replace("source", Value("-"), Value(" "), output_field=models.TextField())
WORDS = CombinedSearchVector(
    SearchVector(SPACED, config="simple"), "||", SearchVector(SPACED, config="english"), SearchConfig("simple")
)


class Migration(migrations.Migration):
    dependencies = [("forum", "0011_bookmarks_and_summaries")]

    operations = [
        migrations.AddIndex(model_name="post", index=GinIndex(WORDS, name="post_words")),
    ]
