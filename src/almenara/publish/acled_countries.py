"""Countries and their regions as ACLED's files call them."""

from __future__ import annotations

from functools import lru_cache

import pycountry

#: Names that are not those by which ISO 3166 goes, as the files have them that ACLED's explorer gave of 2021 (in the R package acledr of
#: S. Graves); codes are ISO 3166 alpha-2, and XK for Kosovo.
_NAMES = {
    "BL": "Saint-Barthelemy",
    "BN": "Brunei",
    "BQ": "Caribbean Netherlands",
    "CD": "Democratic Republic of Congo",
    "CG": "Republic of Congo",
    "CI": "Ivory Coast",
    "CV": "Cape Verde",
    "CW": "Curacao",
    "CZ": "Czech Republic",
    "FK": "Falkland Islands",
    "FM": "Micronesia",
    "GG": "Bailiwick of Guernsey",
    "JE": "Bailiwick of Jersey",
    "MF": "Saint-Martin",
    "PS": "Palestine",
    "RE": "Reunion",
    "RU": "Russia",
    "SX": "Sint Maarten",
    "SZ": "eSwatini",
    "TL": "East Timor",
    "TR": "Turkey",
    "VA": "Vatican City",
    "VG": "British Virgin Islands",
    "XK": "Kosovo",
}
#: Letters of a country's code at most; no name is as short.
_CODE = 3
#: Countries and territories by ACLED's regions. The names of the regions are those of its API user guide (February 2022); no list of ACLED's of
#: which country lies where was at hand: Africa, South America and the Caribbean follow the United Nations' M49, and rows of ACLED's that were
#: seen place Afghanistan, Iran and Iraq as below.
_REGIONS = {
    "South America": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
    "Central America": "BZ CR GT HN NI PA SV",
    "Caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "North America": "BM CA GL MX PM US",
    "Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "Middle Africa": "AO CD CF CG CM GA GQ ST TD",
    "Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "Southern Africa": "BW LS NA SZ ZA",
    "Northern Africa": "DZ EG EH LY MA SD TN",
    "Middle East": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "Caucasus and Central Asia": "AF AM AZ GE KG KZ TJ TM UZ",
    "South Asia": "BD BT IN LK MV NP PK",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "Oceania": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS "
    "RU SE SI SJ SK SM UA VA XK",
    "Antarctica": "AQ",
}
_REGION_OF = {country: region for region, countries in _REGIONS.items() for country in countries.split()}


def country_name(code: str) -> str:
    """What a country is called; the code itself where no such country is known."""
    country = pycountry.countries.get(alpha_2=code)
    return _NAMES.get(code) or (str(getattr(country, "common_name", country.name)) if country else code)


@lru_cache(1_000)
def name_of_called(name: str) -> str | None:
    """What a country is called that is known by another name, short or official; None where no country bears that name."""
    if len(name.strip()) <= _CODE:
        return None
    try:
        return country_name(pycountry.countries.lookup(name.strip()).alpha_2)
    except LookupError:
        return None


def region_of(code: str) -> str:
    """The region that a country is counted to; '' where no such country is known."""
    return _REGION_OF.get(code, "")
