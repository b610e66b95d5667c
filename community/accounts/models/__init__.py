"""People, their companies, what lets a consultant become a partner, and what is imposed on somebody."""

from community.accounts.models.applications import PartnerApplication
from community.accounts.models.claims import CompanyClaim
from community.accounts.models.companies import (
    Company,
    CompanySize,
    FacetFields,
    Membership,
    PartnerRole,
    PersonalFacets,
    ShownTo,
    VerifiedHow,
)
from community.accounts.models.hats import Hat, HatRequest
from community.accounts.models.leaving import AccountClosing, DataExport, FormerHandle
from community.accounts.models.masks import Mask  # noqa: F401 - a table; for nobody but accounts.masks
from community.accounts.models.people import User
from community.accounts.models.proofs import VerificationEvidence
from community.accounts.models.sanctions import Sanction
from community.accounts.models.scopes import ModeratorScope
from community.accounts.models.vouching import Vouch
from community.accounts.models.withheld import WithheldText

__all__ = [
    "AccountClosing", "Company", "CompanyClaim", "CompanySize", "DataExport", "FacetFields", "FormerHandle", "Hat",
    "HatRequest", "Membership", "ModeratorScope", "PartnerApplication", "PartnerRole", "PersonalFacets", "Sanction",
    "ShownTo", "User", "VerificationEvidence", "VerifiedHow", "Vouch", "WithheldText",
]  # fmt: skip
