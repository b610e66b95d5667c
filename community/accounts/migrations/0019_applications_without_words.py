from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0018_words_of_applications_are_evidence"),
    ]

    operations = [
        # So that the column can come back over rows that are there.
        migrations.AlterField(
            model_name="partnerapplication",
            name="message",
            field=models.TextField(default="", max_length=1000, verbose_name="how we can check this"),
        ),
        migrations.RemoveField(model_name="partnerapplication", name="message"),
    ]
