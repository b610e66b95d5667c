import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
        ("programs", "0005_succession"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="changesource",
            name="is_hearsay",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="change",
            name="never_announced",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="change",
            name="support_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="change",
            name="supported_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="listed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="lapsed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed_at", None), ("lapsed_at", None), _connector="OR"),
                name="change_lapsed_is_not_listed",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(("lapsed_at", None), ("publication", "published"), ("state", "rumoured")),
                fields=["supported_at"],
                name="change_rumour_alive",
            ),
        ),
        migrations.CreateModel(
            name="RumourSupport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supported_at", models.DateTimeField()),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="programs.change"
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.company"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supports",
                        to="programs.changesource",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("change"),
                        models.F("company"),
                        name="one_rumour_support_per_company_and_change",
                    ),
                ],
            },
        ),
    ]
