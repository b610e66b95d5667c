from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0004_threads_withheld"),
    ]

    operations = [
        migrations.AlterField(
            model_name="post",
            name="hold_rule",
            field=models.CharField(
                blank=True,
                choices=[
                    ("first_posts", "The first three posts of a new partner are read by a moderator."),
                    ("markup", "The text could not be shown safely as it was formatted."),
                    ("words", "It has a word that a moderator reads first, whoever writes it."),
                    ("links", "A first post with more than two links is read by a moderator."),
                    ("mentions", "A first post that calls more than two people by name is read by a moderator."),
                    ("copy", "The same text stands in another thread, so a moderator reads it first."),
                    ("speed", "It was sent within three seconds of opening the form, so a moderator reads it first."),
                    ("flood", "It is one of many first posts within an hour, so a moderator reads it first."),
                    ("reported", "Members reported it, so a moderator reads it before it is shown again."),
                ],
                max_length=12,
            ),
        ),
    ]
