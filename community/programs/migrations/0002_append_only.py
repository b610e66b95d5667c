from django.db import migrations

from community.core.append_only import append_only


class Migration(migrations.Migration):
    """What has happened is never changed, whoever writes to the database."""

    dependencies = [("programs", "0001_initial")]

    operations = [
        append_only("programs_changestep"),
        append_only("programs_changerevision"),
        append_only("programs_sheetversion"),
        append_only("programs_historyentry"),
    ]
