"""Of what companies and people hold, and of their effect reports."""

from django.utils import timezone

from community.programs.models import EffectReport, Holding
from tests import factories as make


def hold(**fields):
    return lambda change: Holding.objects.create(
        program=make.make_program(), **{name: value() for name, value in fields.items()}
    )


def hold_twice(field, owner):
    def attempt(change) -> None:
        held = {field: owner(), "program": make.make_program()}
        Holding.objects.create(**held)
        Holding.objects.create(**held)

    return attempt


def report(change, **fields) -> EffectReport:
    fields = {"affected": True, "reported_at": timezone.now()} | fields
    return EffectReport.objects.create(change=change, **fields)


def report_twice(field, owner):
    def attempt(change) -> None:
        owned = {field: owner()}
        report(change, **owned)
        report(change, **owned)

    return attempt


BROKEN = {
    "holding_of_a_company_or_a_member": [hold(), hold(company=make.make_company, member=make.make_user)],
    "one_holding_per_company_and_program": [hold_twice("company", make.make_company)],
    "one_holding_per_member_and_program": [hold_twice("member", make.make_user)],
    "effect_report_of_a_company_or_a_consultant": [
        report,
        lambda change: report(change, company=make.make_company(), consultant=make.make_user()),
    ],
    "one_effect_report_per_company_and_change": [report_twice("company", make.make_company)],
    "one_effect_report_per_consultant_and_change": [report_twice("consultant", make.make_user)],
    "effect_report_of_no_effect_tells_no_more": [
        lambda change: report(change, company=make.make_company(), affected=False, cost="<1k"),
        lambda change: report(change, company=make.make_company(), affected=False, plan="stay"),
    ],
}
