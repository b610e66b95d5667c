from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "community.accounts"

    def ready(self):
        from allauth.mfa.signals import authenticator_added

        from community.accounts import handles, queries, sessions

        handles.PROTECTED.append(queries.names_of_staff)
        authenticator_added.connect(sessions.end_the_others)
