from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0019_applications_without_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="company",
            name="description",
            field=models.TextField(blank=True, max_length=1000, verbose_name="description"),
        ),
        migrations.AddField(
            model_name="company",
            name="verified_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("mail", "by the mail domain of a verified company"),
                    ("vouched", "by the word of two companies"),
                    ("moderator", "by a moderator"),
                ],
                max_length=9,
            ),
        ),
    ]
