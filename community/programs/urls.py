"""Addresses of vendors and changes, grouped by the thing they act on."""

from django.urls import path

from community.programs.views import (
    answers,
    calendars,
    catalogue,
    changes,
    effects,
    follows,
    holdings,
    matrix,
    playbooks,
    questions,
    records,
    revisions,
    rumours,
    searches,
    sheets,
    timeline,
)

_MATRIX = "vendors/<slug:vendor_slug>/<slug:slug>/matrix/"

# --- changes ---------------------------------------------------------------------------------------------
urlpatterns = [
    path("changes/", changes.change_list, name="change_list"),
    path("changes/propose/", changes.change_propose, name="change_propose"),
    path("changes/<idslug:ref>/steps/", changes.change_step, name="change_step"),
    path("changes/<idslug:ref>/watch/", follows.change_watch, name="change_watch"),
    path("changes/<idslug:ref>/support/", rumours.rumour_support, name="rumour_support"),
    path("changes/<idslug:ref>/edit/", revisions.change_edit, name="change_edit"),
    path("changes/<idslug:ref>/revisions/", revisions.revision_list, name="change_revisions"),
    path("changes/<idslug:ref>/revisions/<int:number>/", revisions.revision, name="change_revision"),
    path("changes/<idslug:ref>/affected/", effects.change_affected, name="change_affected"),
    path("changes/<idslug:ref>/effect/", effects.change_effect, name="change_effect"),
    path("changes/<idslug:ref>/census/", effects.change_census, name="change_census"),
]

# --- what one follows ------------------------------------------------------------------------------------
urlpatterns += [
    path("following/", follows.following, name="following"),
]

# --- what a program gives and asks, by tier --------------------------------------------------------------
urlpatterns += [
    path(_MATRIX, matrix.matrix, name="program_matrix"),
    path(f"{_MATRIX}edit/", matrix.matrix_edit, name="program_matrix_edit"),
    path(f"{_MATRIX}layout/", matrix.matrix_layout, name="program_matrix_layout"),
    path(f"{_MATRIX}rows/<int:pk>/", matrix.matrix_row, name="program_matrix_row"),
    path(f"{_MATRIX}terms/<int:pk>/", matrix.matrix_term, name="program_matrix_term"),
]

# --- what to do about a change, and what instead ---------------------------------------------------------
urlpatterns += [
    path("changes/<idslug:ref>/playbook/", playbooks.playbook, name="playbook"),
    path("changes/<idslug:ref>/playbook/ticks/", playbooks.playbook_ticks, name="playbook_ticks"),
    path("changes/<idslug:ref>/playbook.csv", playbooks.playbook_file, {"ending": "csv"}, name="playbook_csv"),
    path("changes/<idslug:ref>/playbook.ics", playbooks.playbook_file, {"ending": "ics"}, name="playbook_ics"),
    path("changes/<idslug:ref>/playbook.md", playbooks.playbook_file, {"ending": "md"}, name="playbook_md"),
    path("changes/<idslug:ref>/options/", sheets.options, name="options"),
]
for kind in ("playbook", "options"):
    urlpatterns += [
        path(f"changes/<idslug:ref>/{kind}/edit/", sheets.sheet_edit, {"kind": kind}, name=f"{kind}_edit"),
        path(f"changes/<idslug:ref>/{kind}/versions/", sheets.sheet_versions, {"kind": kind}, name=f"{kind}_versions"),
        path(
            f"changes/<idslug:ref>/{kind}/versions/<int:number>/restore/",
            sheets.sheet_restore, {"kind": kind}, name=f"{kind}_restore",
        ),
    ]  # fmt: skip

# --- questions to the vendor and their answers -----------------------------------------------------------
urlpatterns += [
    path("changes/<idslug:ref>/questions/", questions.question_list, name="questions"),
    path("changes/<idslug:ref>/questions/new/", questions.question_new, name="question_new"),
    path("changes/<idslug:ref>/questions/<int:number>/", questions.question, name="question"),
    path("changes/<idslug:ref>/questions/<int:number>/sign/", questions.question_sign, name="question_sign"),
    path("changes/<idslug:ref>/questions/<int:number>/fixed/", questions.question_fixed, name="question_fixed"),
    path("changes/<idslug:ref>/answers/new/", answers.answer_new, name="answer_new"),
    path("changes/<idslug:ref>/answers/<int:pk>/verdict/", answers.answer_verdict, name="answer_verdict"),
    path("vendors/<slug:slug>/questions/", records.vendor_questions, name="vendor_questions"),
    path("vendors/<slug:slug>/record/", records.vendor_record, name="vendor_record"),
]

# --- what one is and holds -------------------------------------------------------------------------------
urlpatterns += [
    path("accounts/programs/", holdings.your_programs, name="your_programs"),
]

# --- calendars -------------------------------------------------------------------------------------------
urlpatterns += [
    path("changes/<idslug:ref>/calendar.ics", calendars.change_calendar, name="change_calendar"),
    path("vendors/<slug:slug>/calendar.ics", calendars.vendor_calendar, name="vendor_calendar"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/calendar.ics", calendars.program_calendar, name="program_calendar"),
    path("tags/<slug:name>/calendar.ics", calendars.tag_calendar, name="tag_calendar"),
]

# --- lists of changes: timeline, saved searches, what looks alike ----------------------------------------
urlpatterns += [
    path("changes/timeline/", timeline.change_timeline, name="change_timeline"),
    path("changes/similar/", changes.change_similar, name="change_similar"),
    path("changes/searches/", searches.search_list, name="search_list"),
    path("changes/searches/<int:pk>/rename/", searches.search_rename, name="search_rename"),
    path("changes/searches/<int:pk>/delete/", searches.search_delete, name="search_delete"),
]

# --- vendors and their programs --------------------------------------------------------------------------
urlpatterns += [
    path("vendors/", catalogue.vendor_list, name="vendor_list"),
    path("vendors/<slug:slug>/", catalogue.vendor, name="vendor"),
    path("vendors/<slug:slug>/follow/", follows.vendor_follow, name="vendor_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/follow/", follows.program_follow, name="program_follow"),
    path("vendors/<slug:vendor_slug>/<slug:slug>/", catalogue.program, name="program"),
]
