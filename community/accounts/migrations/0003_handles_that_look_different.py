import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Replace(
                    django.db.models.functions.text.Replace(
                        models.Func(
                            django.db.models.functions.text.Lower("handle"),
                            models.Value("10-_"),
                            models.Value("lo"),
                            function="translate",
                        ),
                        models.Value("rn"),
                        models.Value("m"),
                    ),
                    models.Value("vv"),
                    models.Value("w"),
                ),
                name="user_handle_shape_unique",
                violation_error_message="This handle looks like another one. Choose one that differs more.",
            ),
        ),
    ]
