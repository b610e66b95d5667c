"""Who may do what among peers."""

from community.networking.rules.directory import check_can_read_directory
from community.networking.rules.profiles import check_can_tell, parts_shown

__all__ = ["check_can_read_directory", "check_can_tell", "parts_shown"]
