import django.db.models.deletion
from django.db import migrations, models

from community.core.append_only import append_only, never_emptied


class Migration(migrations.Migration):
    """Beside each decision its place in the chain; and apart from both how long the chain is. See 0042 in docs."""

    dependencies = [("moderation", "0002_append_only")]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="case",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="moderation.decision"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("count", models.BigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="log_has_one_head")],
            },
        ),
        append_only("moderation_seal"),
        never_emptied("moderation_seal"),
        never_emptied("moderation_decision"),
    ]
