from django.db import migrations, models


class Migration(migrations.Migration):
    """Which page a source is, however its address is written."""

    dependencies = [("programs", "0020_title_trigrams")]

    operations = [
        migrations.AddField(
            model_name="changesource",
            name="page_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=500),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="changesource",
            index=models.Index(condition=~models.Q(page_key=""), fields=["page_key"], name="source_page"),
        ),
    ]
