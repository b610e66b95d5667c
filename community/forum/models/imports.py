"""Discussions that came from elsewhere: from where, and what of them is here already."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from community.forum.models.posts import Post
from community.forum.models.threads import Thread


class DiscussionSource(models.Model):
    """Another community whose discussions are here."""

    name = models.CharField(max_length=60, unique=True)
    url = models.URLField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class ImportedThread(models.Model):
    """Where a thread was held before. ``key`` names it among all of its source; imported again, it is the same."""

    thread = models.OneToOneField(Thread, models.CASCADE, primary_key=True, related_name="imported")
    source = models.ForeignKey(DiscussionSource, models.PROTECT, related_name="threads")
    key = models.CharField(max_length=200)
    url = models.URLField(max_length=1000, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)  # as they were there

    class Meta:
        constraints = [models.UniqueConstraint("source", "key", name="thread_imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class ImportedPost(models.Model):
    """Which post of a source a post is."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="imported")
    source = models.ForeignKey(DiscussionSource, models.PROTECT, related_name="posts")
    key = models.CharField(max_length=250)

    class Meta:
        constraints = [models.UniqueConstraint("source", "key", name="post_imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class ImportedPerson(models.Model):
    """Which account stands for somebody of a source. The key is a number or a name, never an address."""

    member = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="imported")
    source = models.ForeignKey(DiscussionSource, models.PROTECT, related_name="people")
    key = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "imported people"
        constraints = [models.UniqueConstraint("source", "key", name="person_imported_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"


class DiscussionImport(models.Model):
    """One run of the importer. Without an end it was broken off, or runs still."""

    source = models.ForeignKey(DiscussionSource, models.PROTECT, related_name="imports")
    format = models.CharField(max_length=20)
    file = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.source}, {self.started_at:%Y-%m-%d %H:%M}"
