"""``manage.py check_conversations``: what conversations say of their last message against their messages."""

from django.core.management.base import BaseCommand
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from community.networking.models import Conversation, Message


class Command(BaseCommand):
    help = "Compares the last number and the newest message of conversations with their rows; --repair sets them."

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="set what differs")

    def handle(self, *, repair, **options):
        last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-number")
        rows = Conversation.objects.annotate(
            has_number=Coalesce(Subquery(last.values("number")[:1]), 0), has_newest=Subquery(last.values("pk")[:1])
        )
        same_newest = Q(newest=F("has_newest")) | Q(newest=None, has_newest=None)
        wrong = list(rows.exclude(same_newest & Q(last_number=F("has_number"))).order_by("pk"))
        for row in wrong:
            self.stdout.write(f"Conversation {row.pk}: says it ends with #{row.last_number}, has #{row.has_number}.")
            if repair:
                Conversation.objects.filter(pk=row.pk).update(last_number=row.has_number, newest=row.has_newest)
        self.stdout.write(f"{len(wrong)} conversations differ." if wrong else "Every conversation says how it ends.")
