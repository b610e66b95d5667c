from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="mail_due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=models.Q(("mail_due_at__isnull", False), ("mailed_at", None)),
                fields=["recipient"],
                name="notification_waiting",
            ),
        ),
    ]
