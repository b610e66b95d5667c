"""Who stands behind which pseudonym. Nothing reads this table but ``accounts.masks``."""

from django.conf import settings
from django.db import models


class Mask(models.Model):
    """A person writes in one place under a face: a ``User`` row of which nothing is known but coarse facts.

    Both keys have no name for the way back, so that no query can come from a face to its person by accident.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    face = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # The thread, by its number: this area knows no threads. In another one the same person has another face.
    place = models.PositiveBigIntegerField()
    label = models.CharField(max_length=60)  # the name of the face without its letter
    letter = models.CharField(max_length=2, blank=True)  # tells faces of one label in one thread apart

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "place", name="one_face_per_person_and_place"),
            models.CheckConstraint(condition=~models.Q(person=models.F("face")), name="nobody_is_their_own_face"),
        ]

    def __str__(self) -> str:
        return str(self.face)
