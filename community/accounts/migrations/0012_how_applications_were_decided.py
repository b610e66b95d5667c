from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_evidence"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnerapplication",
            name="how",
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
