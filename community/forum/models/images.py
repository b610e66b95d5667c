"""Images that members put into what they write."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from community.forum.models.posts import Post
from community.forum.querysets.images import ImageQuerySet


def place_of(image: "Image", _filename: str) -> str:
    """Where the file lies: by our own name for it, whatever it was called."""
    return f"images/{image.key.hex[:2]}/{image.key}.{image.kind}"


class Image(models.Model):
    """One image as ``core.uploads`` made it anew. Its file never has an address of its own: a view gives it out."""

    class Kind(models.TextChoices):
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"
        WEBP = "webp", "WebP"

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="images")
    posts = models.ManyToManyField(Post, related_name="images", blank=True)  # set when they are written or edited
    file = models.FileField(upload_to=place_of, max_length=100)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    width = models.PositiveIntegerField()  # in pixels
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()  # of the file, in bytes
    sha256 = models.CharField(max_length=64)  # of the file
    created_at = models.DateTimeField()
    # Since when it is in no post and no draft, as far as the hourly job has looked; empty while it is.
    unused_since = models.DateTimeField(null=True, blank=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("owner", "sha256", name="one_image_per_owner_and_content"),
        ]
        indexes = [
            # used by: the job that removes what nobody uses
            models.Index(fields=["unused_since"], condition=models.Q(unused_since__isnull=False), name="image_unused"),
        ]

    def __str__(self) -> str:
        return f"{self.width}×{self.height} of {self.owner}"

    def get_absolute_url(self) -> str:
        """The address, which ``core.markup`` knows as one of the site's own images."""
        return reverse("image", args=[self.key])

    @property
    def markdown(self) -> str:
        """How a text shows it; its author says what is to be seen."""
        words = _("describe the picture")  # not inside the braces, where xgettext does not look
        return f"![{words}]({self.get_absolute_url()})"

    @property
    def media_type(self) -> str:
        return f"image/{self.kind}"
