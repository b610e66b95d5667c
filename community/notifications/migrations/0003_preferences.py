import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0002_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=20)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("mail", "In the inbox and by mail"),
                            ("inbox", "In the inbox only"),
                            ("off", "Not at all"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["member", "topic"], name="one_preference_per_member_and_topic"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["mail", "inbox", "off"])),
                        name="preference_of_a_known_channel",
                    ),
                ],
            },
        ),
    ]
