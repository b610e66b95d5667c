from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_fill_published_at")]

    operations = [
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", None), ("published_at", None)),
                    models.Q(("number__isnull", False), ("published_at__isnull", False)),
                    _connector="OR",
                ),
                name="post_numbered_when_published",
            ),
        ),
    ]
