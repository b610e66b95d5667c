"""Addresses of threads and posts."""

from django.urls import path

from community.forum import views

urlpatterns = [
    path("t/", views.thread_list, name="thread_list"),
    path("t/new/", views.thread_new, name="thread_new"),
    path("t/preview/", views.preview, name="preview"),
    path("t/<idslug:ref>/", views.thread, name="thread"),
    path("t/<idslug:ref>/replies/", views.reply_create, name="reply_create"),
    path("t/<idslug:ref>/<int:number>/", views.post, name="post"),
    path("t/<idslug:ref>/<int:number>/reply/", views.reply_form, name="reply_form"),
    path("t/<idslug:ref>/<int:number>/delete/", views.post_delete, name="post_delete"),
    path("posts/<int:pk>/", views.own_post, name="own_post"),
]
