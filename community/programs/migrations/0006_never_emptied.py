from django.db import migrations

from community.core.append_only import never_emptied


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_change_dates_kept")]

    operations = [
        never_emptied("programs_changestep"),
        never_emptied("programs_changerevision"),
        never_emptied("programs_sheetversion"),
        never_emptied("programs_historyentry"),
    ]
