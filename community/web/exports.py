"""What belongs into a copy of everything of one member: which columns of which tables say whose a row is."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import BinaryField, GeneratedField

from community.accounts import masks
from community.accounts.models import User
from community.forum.models import Revision
from community.networking.models import Group
from community.networking.queries import summary_of_conversations

# Rows that name a member and are not theirs (others' texts are in them, or acts of an office), or are found already.
WITHHELD = {
    "accounts.company.facets_changed_by", "accounts.dataexport.member", "accounts.personalfacets.facets_changed_by",
    "accounts.mask.face", "accounts.moderatorscope.given_by",
    "accounts.sanction.given_by", "accounts.sanction.lifted_by", "forum.watchedword.added_by",
    "admin.logentry.user", "forum.acceptedanswer.obsolete_by", "forum.acceptedanswer.verified_by",
    "forum.revision.edited_by", "forum.summary.written_by", "forum.thread.last_post_by",
    "moderation.appeal.decided_by", "moderation.claim.moderator", "moderation.decision.moderator",
    "moderation.report.person", "networking.block.person", "networking.directoryentry.person",
    "networking.group.founded_by", "networking.groupmembership.invited_by", "networking.introduction.target",
    "networking.message.about", "networking.peerfollow.person",
    "programs.changerevision.edited_by",
    "programs.importedupdate.decided_by", "programs.sheetversion.author",
}  # fmt: skip
# Columns that are nobody's to read, or made of others.
DROPPED = {
    "html", "summary_html", "details_html", "next_steps_html", "renderer_version", "content", "token",
    "session_key", "password", "search", "vouch_token", "flag_count", "form_key", "description_html", "text_html",
}  # fmt: skip
SECRET = {
    "networking.groupmembership": {"declined_at", "invited_by"},
    "networking.message": {"reported_at"},
    "accounts.moderatorscope": {"given_by"},
    "accounts.sanction": {"given_by", "lifted_by"},
    "forum.acceptedanswer": {"obsolete_by", "obsolete_on", "obsolete_reason", "verified_by", "verified_on"},
    "forum.thread": {"lock_reason", "last_post_by", "last_post_at", "post_count"},
    "mfa.authenticator": {"data"},
    "moderation.appeal": {"decided_by"},
}


def owned() -> dict[str, tuple]:
    """Every foreign key to a member that says that the row is theirs, by "app.model.column"."""
    named = {f"{one.related_model._meta.label_lower}.{one.field.name}": one for one in User.pointing_here()}
    return {name: (one.related_model, one.field.name) for name, one in named.items() if name not in WITHHELD}


def file_of(member: User) -> bytes:
    """A zip with one JSON file for each kind of row, and one for the account itself. Others appear as numbers; those in
    the member's conversations by name, without what they wrote.

    What the member did under a pseudonym is theirs too.
    """
    mine = masks.selves(member)
    rows = {name: _rows(model, {f"{column}__in": mine}) for name, (model, column) in owned().items()}
    rows["accounts.user"] = _rows(User, {"pk__in": mine})
    rows["networking.conversation"] = summary_of_conversations(member)
    rows["networking.group"] = _rows(Group, {"memberships__person": member, "memberships__role": "organiser"})
    rows["forum.revision.edited_by"] = _rows(Revision, {"edited_by__in": mine, "post__author__in": mine})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(name for name in rows if rows[name]):
            archive.writestr(
                f"{name}.json", json.dumps(rows[name], cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            )
    return packed.getvalue()


def _rows(model, conditions: dict) -> list[dict]:
    hidden = DROPPED | SECRET.get(model._meta.label_lower, set())
    fields = [
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in hidden and not isinstance(field, (BinaryField, GeneratedField))
    ]
    return list(model._base_manager.filter(**conditions).order_by("pk").values(*fields))
