"""Addresses of threads and posts."""

from django.urls import path

from community.forum.views import bookmarks, completion, drafts, editing, posts, reading, signals, summaries, threads

urlpatterns = [
    path("t/", threads.thread_list, name="thread_list"),
    path("t/new/", threads.thread_new, name="thread_new"),
    path("t/preview/", posts.preview, name="preview"),
    path("t/new/draft/", drafts.thread_draft, name="thread_draft"),
    path("t/complete/", completion.complete, name="complete"),
    path("t/similar/", completion.similar, name="thread_similar"),
    path("t/<idslug:ref>/", threads.thread, name="thread"),
    path("t/<idslug:ref>/unread/", reading.go_to_unread, name="thread_unread"),
    path("t/<idslug:ref>/last/", reading.go_to_last, name="thread_last"),
    path("t/<idslug:ref>/go/", reading.go_to_number, name="thread_go"),
    path("t/<idslug:ref>/read/", reading.thread_read, name="thread_read"),
    path("t/<idslug:ref>/watch/", reading.thread_watch, name="thread_watch"),
    path("t/<idslug:ref>/summary/", summaries.summary_edit, name="summary_edit"),
    path("t/<idslug:ref>/summary/history/", summaries.summary_history, name="summary_history"),
    path("t/<idslug:ref>/<int:number>/bookmark/", bookmarks.post_bookmark, name="post_bookmark"),
    path("t/<idslug:ref>/<int:number>/reminder/", bookmarks.bookmark_reminder, name="bookmark_reminder"),
    path("t/<idslug:ref>/answer/", signals.answer, name="answer"),
    path("t/<idslug:ref>/answer/verified/", signals.answer_verified, name="answer_verified"),
    path("t/<idslug:ref>/answer/obsolete/", signals.answer_obsolete, name="answer_obsolete"),
    path("t/<idslug:ref>/<int:number>/signals/", signals.post_signals, name="post_signals"),
    path("t/<idslug:ref>/replies/", posts.reply_create, name="reply_create"),
    path("t/<idslug:ref>/draft/", drafts.reply_draft, name="reply_draft"),
    path("t/<idslug:ref>/<int:number>/", posts.post, name="post"),
    path("t/<idslug:ref>/<int:number>/reply/", posts.reply_form, name="reply_form"),
    path("t/<idslug:ref>/<int:number>/delete/", posts.post_delete, name="post_delete"),
    path("t/<idslug:ref>/<int:number>/undelete/", editing.post_undelete, name="post_undelete"),
    path("t/<idslug:ref>/<int:number>/history/", editing.post_history, name="post_history"),
    path("posts/<int:pk>/edit/", editing.post_edit, name="post_edit"),
    path("posts/<int:pk>/draft/", drafts.edit_draft, name="edit_draft"),
    path("drafts/", drafts.draft_list, name="drafts"),
    path("drafts/written/", drafts.draft_written, name="draft_written"),
    path("drafts/<int:pk>/discard/", drafts.draft_discard, name="draft_discard"),
    path("posts/<int:pk>/", posts.own_post, name="own_post"),
]
