"""What people do with accounts and companies. One file for each kind of deed; all of them are called from here."""

from community.accounts.actions.companies import (
    claim_company,
    decline_claim,
    edit_company,
    end_claim,
    grant_claim,
    has_address_of,
)
from community.accounts.actions.hats import (
    ask_for_hat,
    decline_hat,
    doff_hat,
    grant_hat,
)
from community.accounts.actions.overturning import (
    approve_declined_application,
    don_hat_again,
    give_page_back,
    grant_declined_claim,
    grant_declined_hat,
    take_sanction_back,
)
from community.accounts.actions.people import (
    apply_as_partner,
    approve_application,
    company_by_mail,
    decline_application,
    end_sessions,
    impose_sanction,
    lift_sanction,
    stand_in,
    switch_keys,
    tell_facets,
    trust,
    verified_domain,
)
from community.accounts.actions.proofs import drop_old_evidence, remove_evidence
from community.accounts.actions.undoing import (
    distrust,
    put_texts_back,
    reopen_application,
    reopen_company_claim,
    reopen_hat_request,
)
from community.accounts.actions.vouching import answer_vouch, ask_to_vouch, vouching_companies

__all__ = [
    "answer_vouch",
    "apply_as_partner",
    "approve_application",
    "approve_declined_application",
    "ask_for_hat",
    "ask_to_vouch",
    "claim_company",
    "company_by_mail",
    "decline_application",
    "decline_claim",
    "decline_hat",
    "distrust",
    "doff_hat",
    "don_hat_again",
    "drop_old_evidence",
    "edit_company",
    "end_claim",
    "end_sessions",
    "give_page_back",
    "grant_claim",
    "grant_declined_claim",
    "grant_declined_hat",
    "grant_hat",
    "has_address_of",
    "impose_sanction",
    "lift_sanction",
    "put_texts_back",
    "remove_evidence",
    "reopen_application",
    "reopen_company_claim",
    "reopen_hat_request",
    "stand_in",
    "switch_keys",
    "take_sanction_back",
    "tell_facets",
    "trust",
    "verified_domain",
    "vouching_companies",
]
