"""Addresses of threads and posts."""

from django.urls import path

from community.forum.views import editing, posts, signals, threads

urlpatterns = [
    path("t/", threads.thread_list, name="thread_list"),
    path("t/new/", threads.thread_new, name="thread_new"),
    path("t/preview/", posts.preview, name="preview"),
    path("t/<idslug:ref>/", threads.thread, name="thread"),
    path("t/<idslug:ref>/answer/", signals.answer, name="answer"),
    path("t/<idslug:ref>/answer/verified/", signals.answer_verified, name="answer_verified"),
    path("t/<idslug:ref>/answer/obsolete/", signals.answer_obsolete, name="answer_obsolete"),
    path("t/<idslug:ref>/<int:number>/signals/", signals.post_signals, name="post_signals"),
    path("t/<idslug:ref>/replies/", posts.reply_create, name="reply_create"),
    path("t/<idslug:ref>/<int:number>/", posts.post, name="post"),
    path("t/<idslug:ref>/<int:number>/reply/", posts.reply_form, name="reply_form"),
    path("t/<idslug:ref>/<int:number>/delete/", posts.post_delete, name="post_delete"),
    path("t/<idslug:ref>/<int:number>/undelete/", editing.post_undelete, name="post_undelete"),
    path("t/<idslug:ref>/<int:number>/history/", editing.post_history, name="post_history"),
    path("posts/<int:pk>/edit/", editing.post_edit, name="post_edit"),
    path("posts/<int:pk>/", posts.own_post, name="own_post"),
]
