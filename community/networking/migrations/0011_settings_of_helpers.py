from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networking", "0010_help_offers")]

    operations = [
        migrations.AddField(
            model_name="peersettings",
            name="shown_in_own_market",
            field=models.BooleanField(
                default=True, verbose_name="Show me as somebody who can help to companies in my own market"
            ),
        ),
        migrations.AddField(
            model_name="peersettings",
            name="takes_offers",
            field=models.CharField(
                choices=[("usual", "If I say what I can help with"), ("yes", "Yes"), ("no", "No")],
                default="usual",
                max_length=5,
                verbose_name="Ask me when a question matches that nobody has answered",
            ),
        ),
    ]
