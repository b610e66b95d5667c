"""People, their companies, what lets a consultant become a partner, and what is imposed on somebody."""

from community.accounts.models.applications import PartnerApplication
from community.accounts.models.companies import (
    Company,
    CompanySize,
    FacetFields,
    Membership,
    PartnerRole,
    PersonalFacets,
)
from community.accounts.models.hats import Hat
from community.accounts.models.leaving import AccountClosing, DataExport, FormerHandle
from community.accounts.models.people import User
from community.accounts.models.sanctions import Sanction
from community.accounts.models.scopes import ModeratorScope

__all__ = [
    "AccountClosing", "Company", "CompanySize", "DataExport", "FacetFields", "FormerHandle", "Hat", "Membership",
    "ModeratorScope", "PartnerApplication", "PartnerRole", "PersonalFacets", "Sanction", "User",
]  # fmt: skip
