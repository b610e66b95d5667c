from django.db import migrations

from community.core.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("programs", "0013_playbooks_and_options")]

    operations = [append_only("programs_sheetversion")]
