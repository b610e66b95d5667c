import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0004_matrix")]

    operations = [
        migrations.AddField(
            model_name="changestep",
            name="by_itself",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="change",
            name="superseded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supersedes",
                to="programs.change",
            ),
        ),
        migrations.AddField(
            model_name="change",
            name="is_duplicate",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("superseded_by", None),
                    models.Q(("superseded_by", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="change_not_superseded_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_duplicate", False), ("superseded_by", None)),
                    models.Q(("state", "superseded"), ("superseded_by__isnull", False)),
                    _connector="OR",
                ),
                name="change_with_successor_is_superseded",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                condition=models.Q(
                    ("publication", "published"),
                    ("state__in", ["announced", "confirmed", "postponed", "softened"]),
                ),
                fields=["effective_on"],
                name="change_waiting_for_its_day",
            ),
        ),
    ]
