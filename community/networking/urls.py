"""Addresses of peers."""

from django.urls import path

from community.networking.views import contact_map, diary, directory, follows, introductions, profiles, settings

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
    path("accounts/peers/", settings.peer_settings, name="peer_settings"),
    path("directory/", directory.directory, name="directory"),
    path("vendors/<slug:slug>/contacts/", contact_map.contact_map, name="contact_map"),
    path("vendors/<slug:slug>/contacts/new/", contact_map.route_add, name="route_add"),
    path("contacts/<int:pk>/", contact_map.route_change, name="route_change"),
    path("contacts/<int:pk>/vote/", contact_map.route_vote, name="route_vote"),
    path("contacts/<int:pk>/remove/", contact_map.route_remove, name="route_remove"),
    path("diary/", diary.diary, name="diary"),
    path("diary/tickets.csv", diary.diary_file, name="diary_csv"),
    path("diary/new/", diary.ticket_note, name="ticket_note"),
    path("diary/<int:pk>/", diary.ticket, name="ticket"),
    path("diary/<int:pk>/remove/", diary.ticket_remove, name="ticket_remove"),
    path("accounts/peers/profile/", profiles.peer_profile, name="peer_profile"),
]
