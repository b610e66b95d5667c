from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "community.programs"

    def ready(self):
        from community.accounts.handles import PROTECTED
        from community.programs.queries import vendor_names

        PROTECTED.append(vendor_names)
