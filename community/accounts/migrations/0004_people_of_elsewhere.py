from django.db import migrations, models


class Migration(migrations.Migration):
    """Accounts that only stand for somebody of another community have no address. Going back needs them gone."""

    dependencies = [
        ("accounts", "0004_keys_off"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="imported_from",
            field=models.CharField(blank=True, editable=False, max_length=60),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(max_length=254, null=True, verbose_name="e-mail"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("email__isnull", False), ("imported_from", "")),
                    models.Q(
                        models.Q(("imported_from", ""), _negated=True),
                        ("email", None),
                        ("is_active", False),
                        ("role", "member"),
                        ("trusted_at", None),
                    ),
                    _connector="OR",
                ),
                name="imported_people_only_stand_for_somebody",
            ),
        ),
    ]
