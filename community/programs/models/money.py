"""Currencies, and amounts as the reader's language writes them."""

from decimal import Decimal

from django.utils.formats import number_format

# ISO 4217, what money can be asked in; not: metals, funds and units of account.
CURRENCIES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905 - one code after the other is how one reads it
)


def money(amount: Decimal, currency: str) -> str:
    """ "1,250.50 USD" or "1.250,50 USD", as the reader's language has it; whole amounts without decimals."""
    places = 0 if amount == amount.to_integral_value() else max(2, -amount.normalize().as_tuple().exponent)
    return f"{number_format(amount, decimal_pos=places, use_l10n=True, force_grouping=True)}\u00a0{currency}"
