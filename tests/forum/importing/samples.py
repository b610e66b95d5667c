"""Small exports in the formats that can be imported, invented for the tests."""
# ruff: noqa: E501 - exports have long lines

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:{wp}="http://wordpress.org/export/{version}/">
<channel><title>Partner Corner</title><link>https://corner.example</link>
<{wp}:wxr_version>{version}</{wp}:wxr_version>
<{wp}:author><{wp}:author_login>jo</{wp}:author_login><{wp}:author_email>jo@corner.example</{wp}:author_email>
  <{wp}:author_display_name><![CDATA[Jo Ember]]></{wp}:author_display_name></{wp}:author>
{items}
</channel></rss>"""

ITEM = """<item><title>{title}</title><link>https://corner.example/?p={number}</link>
<pubDate>{date}</pubDate><dc:creator>jo</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{gmt}</wp:post_date_gmt><wp:comment_status>{comments_are}</wp:comment_status>
<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type><wp:post_password>{password}</wp:post_password>
<wp:post_parent>{parent}</wp:post_parent><category domain="post_tag" nicename="fees"><![CDATA[Fees]]></category>
{comments}</item>"""

COMMENT = """<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[{author}]]></wp:comment_author>
<wp:comment_author_email>hidden@corner.example</wp:comment_author_email>
<wp:comment_author_IP>203.0.113.77</wp:comment_author_IP><wp:comment_date_gmt>{gmt}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def wxr(*items: str, version: str = "1.2", wp: str = "wp") -> str:
    text = WXR.format(version=version, items="\n".join(items), wp=wp)
    return text.replace("wp:", f"{wp}:") if wp != "wp" else text


def item(number: int = 1, *comments: str, **said) -> str:
    usual = {
        "title": "The portal is down again", "date": "Tue, 18 Jan 2011 07:40:14 +0000", "gmt": "2011-01-18 07:40:14",
        "text": "Since noon.", "comments_are": "open", "status": "publish", "kind": "post", "password": "", "parent": 0,
    }  # fmt: skip
    return ITEM.format(number=number, comments="\n".join(comments), **usual | said)


def comment(number: int, **said) -> str:
    usual = {"author": "Kim", "gmt": f"2011-01-19 08:{number % 60:02}:00", "text": f"Comment {number}.", "approved": 1,
             "kind": "", "parent": 0}  # fmt: skip
    return COMMENT.format(number=number, **usual | said)


MAILS = """From kim at lists.example  Mon Mar  7 10:00:00 2016
From: kim at lists.example (Kim Vale)
Date: Mon, 7 Mar 2016 10:00:00 +0100
Subject: [partners] Gold fee
Message-ID: <one@lists.example>
Received: from mail.lists.example (192.0.2.55)

Does the *gold_fee* go up? Write to kim at lists.example or kim@lists.example.
Look at example.org first.

From noor at lists.example  Mon Mar  7 12:00:00 2016
From: "Noor, A." <noor@lists.example>
Date: Mon, 7 Mar 2016 12:00:00 +0100
Subject: Re: [partners] Gold fee
Message-ID: <two@lists.example>
In-Reply-To: <one@lists.example>
References: <one@lists.example>

> Does it go up?

It does.
>From July on.
--\x20
Noor

From kim at lists.example  Tue Mar  8 09:00:00 2016
From: kim at lists.example (Kim Vale)
Date: Tue, 8 Mar 2016 09:00:00 +0100
Subject: AW: Re: [partners] Gold fee
Message-ID: <three@lists.example>
In-Reply-To: <two@lists.example>

Thanks.

From pat at lists.example  Wed Mar  9 09:00:00 2016
From: pat@lists.example
Date: no day at all
Subject: =?x-klingon?q?Caf=E9_meeting?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/html; charset=x-unheard-of

<p>Who <b>comes</b>?</p><script>alert(1)</script>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=map.pdf

xxxx
--b--
"""

USERS = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<users>
  <row Id="-1" DisplayName="Community" />
  <row Id="7" DisplayName="Ines" AboutMe="ines@se.example" />
  <row Id="8" DisplayName="Ravi" />
</users>"""
POSTS = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<posts>
  <row Id="2" PostTypeId="2" ParentId="1" CreationDate="2018-03-12T18:00:00.000" OwnerUserId="8" Body="&lt;p&gt;At night.&lt;/p&gt;" />
  <row Id="3" PostTypeId="2" ParentId="1" CreationDate="2018-03-12T19:00:00.000" OwnerDisplayName="user99"
    Body="&lt;p&gt;Never, &lt;code&gt;a_b&lt;/code&gt;.&lt;/p&gt;&#x1F;" />
  <row Id="4" PostTypeId="5" CreationDate="2018-03-12T19:00:00.000" Body="" />
  <row Id="1" PostTypeId="1" AcceptedAnswerId="3" CreationDate="2018-03-12T17:00:00.000" OwnerUserId="7"
    Title="When is support reached?" Tags="&lt;support&gt;&lt;night&gt;" ClosedDate="2018-04-01T00:00:00.000"
    Body="&lt;p&gt;By @bob, I mean.&lt;/p&gt;" ContentLicense="CC BY-SA 4.0" />
  <row Id="5" PostTypeId="2" ParentId="77" CreationDate="2018-03-12T18:00:00.000" OwnerUserId="8" Body="lost" />
</posts>"""
COMMENTS = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<comments>
  <row Id="11" PostId="1" Text="Which `support`? See [here](https://se.example/x)" CreationDate="2018-03-12T17:30:00.000" UserId="8" />
  <row Id="12" PostId="3" Text="@Ravi really?" CreationDate="2018-03-12T20:00:00.000" UserId="7" />
  <row Id="13" PostId="3" Text="Gone." CreationDate="2018-03-12T19:30:00.000" />
  <row Id="14" PostId="4" Text="on a tag" CreationDate="2018-03-12T19:30:00.000" UserId="7" />
</comments>"""


def topic(**said) -> dict:
    """A topic of Discourse of four posts, of which the list names five."""
    posts = [
        {"id": 100 + number, "post_number": number, "username": user, "name": name, "cooked": cooked,
         "created_at": f"2019-05-0{number}T08:00:00.000Z", "post_type": 1, "reply_to_post_number": parent}
        for number, user, name, cooked, parent in [
            (1, "tess", "Tess", "<p>Which tier?</p>", None),
            (2, "ugo", "", '<p><a class="mention" href="/u/tess">@tess</a> gold <img class="emoji" alt=":ok:"></p>', None),
            (3, "tess", "Tess", "<p>Sure?</p>", 2),
            (4, "ugo", "", "<p>Sure.</p>", 3),
        ]
    ]  # fmt: skip
    usual = {
        "id": 55, "title": "Which tier do we need for this", "slug": "which-tier", "created_at": "2019-05-01T08:00:00Z",
        "tags": ["tiers"], "closed": False, "visible": True, "archetype": "regular",
        "post_stream": {"posts": posts, "stream": [101, 102, 103, 104, 105]},
    }  # fmt: skip
    return usual | said
