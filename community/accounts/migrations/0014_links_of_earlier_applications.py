from django.db import migrations
from django.utils.crypto import get_random_string


def give_tokens(apps, schema_editor):
    for application in apps.get_model("accounts", "PartnerApplication").objects.filter(vouch_token=""):
        application.vouch_token = get_random_string(32)
        application.save(update_fields=["vouch_token"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0013_link_to_vouch"),
    ]

    operations = [
        migrations.RunPython(give_tokens, migrations.RunPython.noop),
    ]
