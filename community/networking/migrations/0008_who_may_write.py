from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networking", "0007_introductions_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="peersettings",
            name="written_by",
            field=models.CharField(
                choices=[
                    ("partners", "any partner"),
                    ("known", "only people I follow, and those I am introduced to"),
                    ("nobody", "nobody; requests for introductions remain"),
                ],
                default="partners",
                max_length=8,
                verbose_name="Who may begin to write to me",
            ),
        ),
    ]
