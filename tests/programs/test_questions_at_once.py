"""Many companies ask and sign at the same moment: numbers have no gaps, and a question is sent once."""

import threading

import pytest
from django.db import connection

from community.accounts.models import User
from community.activity.models import Activity
from community.programs import actions
from community.programs.models import Change, Question
from tests import factories as make
from tests.leaks.rows import empty_queue

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_queue(transactional_db):
    empty_queue()
    yield
    empty_queue()


def at_once(people, act) -> list:
    """Everybody does it in a thread of their own, all begun together; what came of it, errors included."""
    ready, results = threading.Barrier(len(people)), []

    def run(pk: int) -> None:
        try:
            person = User.objects.with_company().get(pk=pk)
            ready.wait(timeout=20)
            results.append(act(person))
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(person.pk,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_twelve_companies_sign_at_once_and_it_is_sent_once():
    change = make.make_change(vendor=make.make_vendor(contact_email="channel@vendor.example"))
    question = make.make_question(change)
    people = [make.make_partner() for _company in range(12)]

    results = at_once(people, lambda person: actions.sign_question(Question.objects.get(pk=question.pk), member=person))

    question.refresh_from_db()
    assert results.count(True) == 9
    assert {type(result).__name__ for result in results} == {"bool", "Refused"}
    assert (question.signatures.count(), question.sent_with) == (10, 10)
    assert Activity.objects.filter(verb="question.sent").count() == 1
    from procrastinate.contrib.django.models import ProcrastinateJob

    assert ProcrastinateJob.objects.filter(task_name="programs.mail_question").count() == 1


def test_two_of_one_company_sign_at_once_and_count_once(bob):
    question = make.make_question()
    people = [bob, make.make_partner(company=bob.company)]

    results = at_once(people, lambda person: actions.sign_question(Question.objects.get(pk=question.pk), member=person))

    assert sorted(results) == [False, True]
    assert question.signatures.filter(company=bob.company).count() == 1


def test_six_ask_at_once_and_the_numbers_have_no_gap():
    change = make.make_change()
    people = [make.make_partner() for _company in range(6)]

    asked = at_once(
        people,
        lambda person: actions.ask_question(
            Change.objects.get(pk=change.pk), member=person, text=f"What does it mean for {person.handle} and all?"
        ),
    )

    assert sorted(question.number for question in asked) == [1, 2, 3, 4, 5, 6]


def test_two_companies_see_the_fix_at_once_and_it_is_fixed_once(bob, bea):
    question = make.make_question()

    results = at_once(
        [bob, bea], lambda person: actions.report_fixed(Question.objects.get(pk=question.pk), member=person)
    )

    question.refresh_from_db()
    assert (results, question.outcome) == ([True, True], "fixed")
    assert Activity.objects.filter(verb="question.fixed").count() == 1
