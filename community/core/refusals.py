"""The one way to say no: a sentence that the member reads."""

from django.core.exceptions import PermissionDenied


class Refused(PermissionDenied):
    """Raised by ``check_can_…`` rules and by actions. Its text goes to the page as it is."""

    @property
    def sentence(self) -> str:
        return str(self.args[0]) if self.args else ""


def allowed(check, *args) -> bool:
    """Whether a ``check_can_…`` rule lets it pass: the button asks here, the action asks the rule itself."""
    try:
        check(*args)
    except Refused:
        return False
    return True
