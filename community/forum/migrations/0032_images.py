import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import community.forum.models.images


class Migration(migrations.Migration):
    """Images of members, shown by posts; how many are sent in is counted."""

    dependencies = [
        ("forum", "0031_title_trigrams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="what",
            field=models.CharField(choices=[("preview", "Preview"), ("image", "Image")], max_length=10),
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("file", models.FileField(upload_to=community.forum.models.images.place_of)),
                ("kind", models.CharField(choices=[("jpeg", "JPEG"), ("png", "PNG"), ("webp", "WebP")], max_length=4)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("unused_since", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="images", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("posts", models.ManyToManyField(blank=True, related_name="images", to="forum.post")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("unused_since__isnull", False)),
                        fields=["unused_since"],
                        name="image_unused",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("owner"), models.F("sha256"), name="one_image_per_owner_and_content"
                    )
                ],
            },
        ),
    ]
