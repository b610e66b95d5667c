from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "community.web"
