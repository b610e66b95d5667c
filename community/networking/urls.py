"""Addresses of peers."""

from django.urls import path

from community.networking.views import blocks, conversations, directory, follows, introductions, profiles, settings

urlpatterns = [
    path("people/<slug:handle>/introduction/", introductions.introduction_ask, name="introduction_ask"),
    path("introductions/", introductions.introduction_list, name="introduction_list"),
    path("introductions/<int:pk>/", introductions.introduction, name="introduction"),
    path("introductions/<int:pk>/accept/", introductions.introduction_accept, name="introduction_accept"),
    path("introductions/<int:pk>/postpone/", introductions.introduction_postpone, name="introduction_postpone"),
    path("introductions/<int:pk>/decline/", introductions.introduction_decline, name="introduction_decline"),
    path("introductions/<int:pk>/withdraw/", introductions.introduction_withdraw, name="introduction_withdraw"),
    path("introductions/<int:pk>/end/", introductions.introduction_end, name="introduction_end"),
    path("conversations/", conversations.conversation_list, name="conversation_list"),
    path("conversations/new/", conversations.conversation_new, name="conversation_new"),
    path("conversations/<int:pk>/", conversations.conversation, name="conversation"),
    path("conversations/<int:pk>/messages/", conversations.message_create, name="message_create"),
    path("conversations/<int:pk>/people/", conversations.conversation_people, name="conversation_people"),
    path("conversations/<int:pk>/leave/", conversations.conversation_leave, name="conversation_leave"),
    path("conversations/<int:pk>/mute/", conversations.conversation_mute, name="conversation_mute"),
    path("people/<slug:handle>/follow/", follows.person_follow, name="person_follow"),
    path("people/<slug:handle>/followers/", follows.followers, name="followers"),
    path("companies/<slug:slug>/follow/", follows.company_follow, name="company_follow"),
    path("following/people/", follows.following_people, name="following_people"),
    path("people/<slug:handle>/block/", blocks.person_block, name="person_block"),
    path("accounts/peers/blocked/", blocks.blocked, name="blocked"),
    path("accounts/peers/", settings.peer_settings, name="peer_settings"),
    path("directory/", directory.directory, name="directory"),
    path("accounts/peers/profile/", profiles.peer_profile, name="peer_profile"),
]
