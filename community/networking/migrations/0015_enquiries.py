import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0027_pseudonyms_stand_for_nobody"), ("networking", "0014_partner_finder")]

    operations = [
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("message", models.TextField(max_length=2000)),
                ("language", models.CharField(max_length=10)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="enquiries", to="accounts.company"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "enquiries",
                "indexes": [
                    models.Index(fields=["company", "confirmed_at"], name="enquiry_pace"),
                    models.Index(fields=["created_at"], name="enquiry_age"),
                ],
            },
        ),
    ]
