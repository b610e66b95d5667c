"""Addresses of reports, the queue and the log."""

from django.urls import path

from community.moderation import views
from community.moderation.views import questions, sources

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
    path("moderation/sources/", sources.source_list, name="import_source_list"),
    path("moderation/sources/new/", sources.source_new, name="import_source_new"),
    path("moderation/sources/<int:pk>/", sources.source, name="import_source"),
    path("moderation/sources/<int:pk>/edit/", sources.source_edit, name="import_source_edit"),
    path("moderation/sources/<int:pk>/run/", sources.source_run, name="import_source_run"),
    path("moderation/sources/<int:pk>/trust/", sources.source_trust, name="import_source_trust"),
    path("moderation/sources/<int:pk>/active/", sources.source_active, name="import_source_active"),
    path("moderation/sources/<int:pk>/publish/", sources.source_publish, name="import_source_publish"),
    path("moderation/updates/<int:pk>/", sources.update_case, name="update_case"),
    path("moderation/updates/<int:pk>/apply/", sources.update_apply, name="update_apply"),
    path("moderation/updates/<int:pk>/dismiss/", sources.update_dismiss, name="update_dismiss"),
    path("moderation/questions/<int:pk>/", questions.question_case, name="question_case"),
    path("moderation/questions/<int:pk>/edit/", questions.question_edit, name="question_edit"),
    path("moderation/questions/<int:pk>/merge/", questions.question_merge, name="question_merge"),
    path("moderation/questions/<int:pk>/hide/", questions.question_hide, name="question_hide"),
    path("moderation/questions/<int:pk>/show/", questions.question_show, name="question_show"),
    path("moderation/questions/<int:pk>/handover/", questions.question_handover, name="question_handover"),
    path("moderation/answers/<int:pk>/", questions.answer_case, name="answer_case"),
    path("moderation/answers/<int:pk>/hide/", questions.answer_hide, name="answer_hide"),
    path("moderation/answers/<int:pk>/show/", questions.answer_show, name="answer_show"),
    path("t/<idslug:ref>/lock/", views.thread_lock, name="thread_lock"),
    path("t/<idslug:ref>/pin/", views.thread_pin, name="thread_pin"),
]
