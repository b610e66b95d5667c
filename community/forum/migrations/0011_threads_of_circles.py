import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0010_circles")]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="circle",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="threads",
                to="forum.circle",
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("circle__isnull", False)),
                fields=["circle", "-last_post_at", "-id"],
                name="thread_of_circle",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("change", None), ("circle", None), _connector="OR"),
                name="thread_of_a_change_is_everybodys",
            ),
        ),
    ]
