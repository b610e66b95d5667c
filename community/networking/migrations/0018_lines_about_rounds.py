import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("networking", "0017_settings_of_rounds")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("text", "message"),
                    ("added", "somebody was added"),
                    ("left", "somebody left"),
                    ("introduced", "two were introduced"),
                    ("matched", "a peer round put them together"),
                ],
                default="text",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="round_group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networking.roundgroup",
            ),
        ),
    ]
