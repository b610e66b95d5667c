"""Mail that a development server would have sent, read on a page of its own."""

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection

from community.web import mailbox
from tests.pages import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_FILE_PATH = tmp_path
    settings.MAIL_PAGE = True
    return tmp_path


def write(*subjects: str) -> None:
    sender = get_connection("django.core.mail.backends.filebased.EmailBackend")
    mails = [
        EmailMultiAlternatives(subject, "Grüße.\nRead it at http://localhost:8000/t/1/ now.", to=["bob@example.org"])
        for subject in subjects
    ]
    for mail in mails:
        mail.attach_alternative("<p>Only in HTML</p>", "text/html")
    sender.send_messages(mails)


def test_the_page_does_not_exist_in_production(browse, ada):
    assert [browse(person).get("/mail/").status_code for person in (None, ada)] == [404, 404]


def test_mail_is_shown_newest_first_with_its_links(folder, browse):
    write("First subject", "Second <subject>")
    answer = browse().get("/mail/")

    assert [mail.subject for mail in mailbox.latest()] == ["Second <subject>", "First subject"]
    assert answer.text.index("Second &lt;subject&gt;") < answer.text.index("First subject")
    assert '<a href="http://localhost:8000/t/1/">http://localhost:8000/t/1/</a>' in answer.text
    assert "Grüße." in answer.text
    assert "bob@example.org" in answer.text
    assert "Only in HTML" not in answer.text
    assert faults(answer.text) == []


def test_without_mail_the_page_says_so(folder, browse):
    answer = browse().get("/mail/")

    assert answer.status_code == 200
    assert "No mail has been written yet." in answer.text


def test_a_damaged_file_breaks_nothing(folder, browse):
    (folder / "1.log").write_bytes(b"\xff\xfe no mail at all\n" + b"-" * 79 + b"\n\n")

    assert browse().get("/mail/").status_code == 200


def test_the_latest_fifty_are_enough(folder):
    write(*[f"Subject {n}" for n in range(60)])

    assert [mail.subject for mail in mailbox.latest()] == [f"Subject {n}" for n in range(59, 9, -1)]
