"""Addresses of peers."""

from django.urls import path

from community.networking.views import directory, follows, helpers, introductions, offers, profiles, settings

urlpatterns = [
    path("people/<slug:handle>/introduction/", introductions.introduction_ask, name="introduction_ask"),
    path("introductions/", introductions.introduction_list, name="introduction_list"),
    path("introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<int:pk>/accept/", introductions.introduction_accept, name="introduction_accept"),
    path("introductions/<int:pk>/postpone/", introductions.introduction_postpone, name="introduction_postpone"),
    path("introductions/<int:pk>/decline/", introductions.introduction_decline, name="introduction_decline"),
    path("introductions/<int:pk>/withdraw/", introductions.introduction_withdraw, name="introduction_withdraw"),
    path("people/<slug:handle>/follow/", follows.person_follow, name="person_follow"),
    path("people/<slug:handle>/followers/", follows.followers, name="followers"),
    path("companies/<slug:slug>/follow/", follows.company_follow, name="company_follow"),
    path("following/people/", follows.following_people, name="following_people"),
    path("t/<idslug:ref>/who-can-help/", helpers.thread_helpers, name="thread_helpers"),
    path("changes/<idslug:ref>/who-can-help/", helpers.change_helpers, name="change_helpers"),
    path("tags/<slug:name>/who-can-help/", helpers.tag_helpers, name="tag_helpers"),
    path("directory/who-can-help/", helpers.formula, name="helpers_formula"),
    path("offers/", offers.offer_list, name="offer_list"),
    path("offers/<int:pk>/accept/", offers.offer_accept, name="offer_accept"),
    path("offers/<int:pk>/pass/", offers.offer_pass, name="offer_pass"),
    path("offers/<int:pk>/not-me/", offers.offer_refuse, name="offer_refuse"),
    path("offers/<int:pk>/ask-again/", offers.offer_ask_again, name="offer_ask_again"),
    path("accounts/peers/", settings.peer_settings, name="peer_settings"),
    path("directory/", directory.directory, name="directory"),
    path("accounts/peers/profile/", profiles.peer_profile, name="peer_profile"),
]
