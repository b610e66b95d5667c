from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0006_blocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="introduction",
            name="ended_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="introduction",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="introduction",
            name="hidden_reason",
            field=models.CharField(blank=True, max_length=500),
        ),
    ]
