import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0026_pseudonyms"),
        ("networking", "0003_introductions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PeerSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "takes_introductions",
                    models.BooleanField(default=True, verbose_name="Partners may ask to be introduced to me"),
                ),
                ("may_be_followed", models.BooleanField(default=True, verbose_name="Members may follow me")),
                (
                    "followers_shown_to",
                    models.CharField(
                        choices=[("me", "only me"), ("members", "members")],
                        default="me",
                        max_length=7,
                        verbose_name="Who sees who follows me",
                    ),
                ),
                (
                    "member",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="peer_settings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "peer settings",
            },
        ),
    ]
