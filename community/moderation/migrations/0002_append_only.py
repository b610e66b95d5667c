from django.db import migrations

from community.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [append_only("moderation_decision")]
