from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    posts = apps.get_model("forum", "Post").objects
    posts.filter(number__isnull=False, published_at=None).update(published_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_editing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
