from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_handles_that_look_different")]

    operations = [
        migrations.CreateModel(
            name="FormerHandle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("trace", models.CharField(max_length=64, unique=True)),
                ("given_up_at", models.DateTimeField()),
            ],
        ),
    ]
