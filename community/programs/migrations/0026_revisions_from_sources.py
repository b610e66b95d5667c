import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0025_answers_may_be_hidden"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="changerevision",
            name="edited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="changerevision",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="programs.changesource",
            ),
        ),
        migrations.AddConstraint(
            model_name="changerevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("edited_by__isnull", False), ("source__isnull", False), _connector="OR"),
                name="revision_by_somebody_or_a_source",
            ),
        ),
    ]
