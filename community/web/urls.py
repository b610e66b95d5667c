"""Addresses of composed pages."""

from django.urls import path

from community.core.health import healthz
from community.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("changes/<idslug:ref>/", views.change, name="change"),
    path("tags/", views.tag_list, name="tag_list"),
    path("tags/<slug:name>/", views.tag, name="tag"),
    path("people/<slug:handle>/", views.person, name="person"),
    path("companies/<slug:slug>/", views.company, name="company"),
    path("keys/", views.keys, name="keys"),
    path("about/", views.about, name="about"),
    path("language/", views.set_language, name="set_language"),
    path("mail/", views.outgoing_mail, name="outgoing_mail"),
    path("healthz", healthz, name="healthz"),
]
