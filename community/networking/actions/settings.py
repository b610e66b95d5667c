"""What members let others do with them."""

from django.db import transaction

from community.networking.models import PeerSettings


@transaction.atomic
def set_peer_settings(member, **chosen) -> PeerSettings:
    """Keep what the member has chosen; ``chosen`` are fields of ``PeerSettings``."""
    settings, _made = PeerSettings.objects.update_or_create(member=member, defaults=chosen)
    return settings
