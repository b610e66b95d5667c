"""Work of this area that happens by itself."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from community.networking import actions
from community.networking.models import Enquiry, EnquiryTaker

MAIL_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


@app.task(name="networking.mail_enquiry_link", retry=MAIL_AGAIN)
def mail_enquiry_link(enquiry_id: int) -> None:
    enquiry = Enquiry.objects.select_related("company").filter(pk=enquiry_id).first()
    if enquiry is not None:
        actions.mail_enquiry_link(enquiry)


@app.task(name="networking.mail_enquiry", retry=MAIL_AGAIN)
def mail_enquiry(enquiry_id: int, taker_id: int) -> None:
    """One job for each who takes enquiries, so that one mail that fails does not send the others twice."""
    enquiry = Enquiry.objects.select_related("company").filter(pk=enquiry_id).first()
    taker = EnquiryTaker.objects.at_their_company().select_related("person").filter(pk=taker_id).first()
    if enquiry is not None and taker is not None:
        actions.mail_enquiry(enquiry, taker=taker)


@app.periodic(cron="59 3 * * *")
@app.task(name="networking.forget_enquiries", queueing_lock="networking.forget_enquiries", retry=3)
def forget_enquiries(timestamp: int) -> None:
    actions.forget_enquiries()


@app.periodic(cron="49 3 * * *")
@app.task(name="networking.forget_introductions", queueing_lock="networking.forget_introductions", retry=3)
def forget_introductions(timestamp: int) -> None:
    actions.forget_introductions()


@app.periodic(cron="53 3 * * *")
@app.task(name="networking.forget_conversations", queueing_lock="networking.forget_conversations", retry=3)
def forget_conversations(timestamp: int) -> None:
    actions.forget_conversations()


@app.periodic(cron="41 * * * *")
@app.task(name="networking.fold_facet_counts", queueing_lock="networking.fold_facet_counts")
def fold_facet_counts(timestamp: int) -> None:
    actions.fold_facet_counts()


@app.periodic(cron="47 * * * *")
@app.task(name="networking.learn_words", queueing_lock="networking.learn_words")
def learn_words(timestamp: int) -> None:
    actions.learn_words()


@app.periodic(cron="57 3 * * *")
@app.task(name="networking.count_diaries", queueing_lock="networking.count_diaries", retry=3)
def count_diaries(timestamp: int) -> None:
    actions.count_diaries()


@app.periodic(cron="23 * * * *")
@app.task(name="networking.offer_new_questions", queueing_lock="networking.offer_new_questions")
def offer_new_questions(timestamp: int) -> None:
    actions.offer_new_questions()


@app.periodic(cron="17 4 * * *")
@app.task(name="networking.offer_questions_again", queueing_lock="networking.offer_questions_again", retry=3)
def offer_questions_again(timestamp: int) -> None:
    actions.offer_questions_again()
    actions.forget_offers()


@app.periodic(cron="13 6 * * *")
@app.task(name="networking.hold_due_round", queueing_lock="networking.hold_due_round", retry=3)
def hold_due_round(timestamp: int) -> None:
    actions.hold_due_round()


@app.periodic(cron="3 7 * * *")
@app.task(name="networking.look_back_at_rounds", queueing_lock="networking.look_back_at_rounds", retry=3)
def look_back_at_rounds(timestamp: int) -> None:
    actions.ask_how_rounds_were()
    actions.count_rounds()
    actions.forget_rounds()


@app.task(name="networking.alert_teaming", retry=MAIL_AGAIN)
def alert_teaming(entry_id: int) -> None:
    actions.tell_whom_it_fits(entry_id)


@app.periodic(cron="7 4 * * *")
@app.task(name="networking.tend_teaming_board", queueing_lock="networking.tend_teaming_board", retry=3)
def tend_teaming_board(timestamp: int) -> None:
    actions.end_past_entries()
    actions.warn_of_ends()
    actions.forget_entries()


@app.periodic(cron="*/5 * * * *")
@app.task(name="networking.remind_of_events", queueing_lock="networking.remind_of_events")
def remind_of_events(timestamp: int) -> None:
    actions.remind_of_events()
