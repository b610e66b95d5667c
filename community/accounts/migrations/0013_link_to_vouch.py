from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_how_applications_were_decided"),
    ]

    operations = [
        migrations.AddField(
            model_name="partnerapplication",
            name="vouch_token",
            field=models.CharField(default="", editable=False, max_length=32),
        ),
    ]
