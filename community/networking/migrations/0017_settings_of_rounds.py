from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networking", "0016_peer_rounds")]

    operations = [
        migrations.AddField(
            model_name="peersettings",
            name="rounds",
            field=models.CharField(
                choices=[("never", "Never"), ("month", "Every month"), ("quarter", "Every quarter")],
                default="never",
                max_length=7,
                verbose_name="Put me together with another partner",
            ),
        ),
        migrations.AddField(
            model_name="peersettings",
            name="skips_round",
            field=models.BooleanField(default=False),
        ),
    ]
