from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Titles that look alike are found by their groups of three letters."""

    dependencies = [("programs", "0018_import_sources")]

    operations = [TrigramExtension()]
