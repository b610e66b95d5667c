import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_public_proof_of_hats"),
        ("forum", "0003_thread_surgery"),
    ]

    operations = [
        migrations.AddField(
            model_name="post",
            name="hat",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="posts",
                to="accounts.hat",
            ),
        ),
    ]
