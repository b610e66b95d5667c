from django.apps import AppConfig


class NetworkingConfig(AppConfig):
    name = "community.networking"

    def ready(self):
        from community.accounts.models import Company, User
        from community.accounts.withholding import ELSEWHERE

        ELSEWHERE[User].append(("profile", ("can_help", "looking_for", "ties_note")))
        ELSEWHERE[Company].append(("finder_entry", ("for_customers",)))
