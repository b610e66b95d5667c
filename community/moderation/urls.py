"""Addresses of reports, the queue and the log."""

from django.urls import path

from community.moderation import views

urlpatterns = [
    path("t/<idslug:ref>/<int:number>/report/", views.report_create, name="report_create"),
    path("moderation/", views.queue, name="queue"),
    path("moderation/log/", views.log, name="moderation_log"),
    path("moderation/posts/<int:pk>/", views.post_case, name="post_case"),
    path("moderation/posts/<int:pk>/approve/", views.post_approve, name="post_approve"),
    path("moderation/posts/<int:pk>/decline/", views.post_decline, name="post_decline"),
    path("moderation/posts/<int:pk>/hide/", views.post_hide, name="post_hide"),
    path("moderation/posts/<int:pk>/restore/", views.post_restore, name="post_restore"),
    path("moderation/posts/<int:pk>/keep/", views.post_keep, name="post_keep"),
    path("moderation/applications/<int:pk>/", views.application_case, name="application_case"),
    path("moderation/applications/<int:pk>/approve/", views.application_approve, name="application_approve"),
    path("moderation/applications/<int:pk>/decline/", views.application_decline, name="application_decline"),
    path("moderation/changes/<int:pk>/", views.change_case, name="change_case"),
    path("moderation/changes/<int:pk>/publish/", views.change_publish, name="change_publish"),
    path("moderation/changes/<int:pk>/decline/", views.change_decline, name="change_decline"),
    path("t/<idslug:ref>/lock/", views.thread_lock, name="thread_lock"),
    path("t/<idslug:ref>/pin/", views.thread_pin, name="thread_pin"),
]
