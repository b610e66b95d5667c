from django.apps import AppConfig


class NetworkingConfig(AppConfig):
    name = "community.networking"
