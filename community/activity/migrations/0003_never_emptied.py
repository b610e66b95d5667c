from django.db import migrations

from community.core.append_only import never_emptied


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_append_only")]

    operations = [never_emptied("activity_activity")]
