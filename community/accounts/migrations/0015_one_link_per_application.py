from django.db import migrations, models

import community.accounts.models.applications


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_links_of_earlier_applications"),
    ]

    operations = [
        migrations.AlterField(
            model_name="partnerapplication",
            name="vouch_token",
            field=models.CharField(
                default=community.accounts.models.applications.new_token, editable=False, max_length=32, unique=True
            ),
        ),
    ]
