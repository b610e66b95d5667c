import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forum", "0012_post_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *[
            migrations.AddField("post", name, models.PositiveIntegerField(default=0))
            for name in ("flag_count", "helpful_count", "same_here_count")
        ],
        migrations.AddIndex(
            model_name="post",
            index=models.Index(condition=models.Q(("flag_count__gt", 0)), fields=["thread"], name="post_flagged"),
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("helpful", "Helpful"), ("same_here", "Same here")], max_length=10)),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signals", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="signals", to="forum.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint("post", "member", "kind", name="one_signal_per_member_post_and_kind"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["helpful", "same_here"])), name="signal_kind_known"
                    ),
                ]
            },
        ),
    ]
