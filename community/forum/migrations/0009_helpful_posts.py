from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0027_pseudonyms_stand_for_nobody"),
        ("forum", "0008_posts_name_no_vendor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("helpful_count__gt", 0)), fields=["author", "thread"], name="post_helpful_of_author"
            ),
        ),
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                condition=models.Q(("helpful_count__gt", 0)), fields=["thread"], name="post_helpful_in_thread"
            ),
        ),
    ]
