"""What readers say about a post without writing one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.forum.models.posts import Post


class Signal(models.Model):
    """A member marks somebody else's post. ``Post`` counts them by kind."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("Helpful")
        SAME_HERE = "same_here", _("Same here")

    post = models.ForeignKey(Post, models.CASCADE, related_name="signals")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("post", "member", "kind", name="one_signal_per_member_post_and_kind"),
            models.CheckConstraint(condition=models.Q(kind__in=["helpful", "same_here"]), name="signal_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.post}"
