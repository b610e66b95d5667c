"""Until now a rumour could not be recorded without a source, so all that are published are listed."""

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def list_rumours(apps, schema_editor):
    changes = apps.get_model("programs", "Change").objects
    steps = apps.get_model("programs", "ChangeStep").objects.filter(change=OuterRef("pk"))
    only_heard = changes.filter(Exists(steps.filter(to_state="rumoured"))).exclude(
        Exists(steps.exclude(to_state__in=["rumoured", "withdrawn"]))
    )
    only_heard.update(never_announced=True)
    changes.filter(state="rumoured", publication="published").update(
        listed_at=F("published_at"), supported_at=F("published_at")
    )


class Migration(migrations.Migration):
    dependencies = [("programs", "0006_rumour_support")]

    operations = [migrations.RunPython(list_rumours, migrations.RunPython.noop)]
