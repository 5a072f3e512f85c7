"""How news shorten the names of states: postal codes and the older forms of the Associated Press."""

from __future__ import annotations

#: The state's name first, then its short forms. Only forms with a full stop, and codes behind a town and a comma, are
#: read as states: 'IN' and 'OR' are words.
US_STATE_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "AL": ("Alabama", "Ala."), "AK": ("Alaska",), "AZ": ("Arizona", "Ariz."), "AR": ("Arkansas", "Ark."),
    "CA": ("California", "Calif.", "Cal."), "CO": ("Colorado", "Colo."), "CT": ("Connecticut", "Conn."),
    "DE": ("Delaware", "Del."), "DC": ("District of Columbia", "D.C."), "FL": ("Florida", "Fla."),
    "GA": ("Georgia", "Ga."), "HI": ("Hawaii", "Hawai'i"), "ID": ("Idaho",), "IL": ("Illinois", "Ill."),
    "IN": ("Indiana", "Ind."), "IA": ("Iowa",), "KS": ("Kansas", "Kan.", "Kans."), "KY": ("Kentucky", "Ky."),
    "LA": ("Louisiana", "La.", "Luisiana"), "ME": ("Maine",), "MD": ("Maryland", "Md."), "MA": ("Massachusetts", "Mass."),
    "MI": ("Michigan", "Mich."), "MN": ("Minnesota", "Minn."), "MS": ("Mississippi", "Miss.", "Misisipi"),
    "MO": ("Missouri", "Mo.", "Misuri"), "MT": ("Montana", "Mont."), "NE": ("Nebraska", "Neb.", "Nebr."),
    "NV": ("Nevada", "Nev."), "NH": ("New Hampshire", "N.H.", "Nuevo Hampshire"), "NJ": ("New Jersey", "N.J.", "Nueva Jersey"),
    "NM": ("New Mexico", "N.M.", "Nuevo México"), "NY": ("New York", "N.Y.", "Nueva York"),
    "NC": ("North Carolina", "N.C.", "Carolina del Norte"), "ND": ("North Dakota", "N.D.", "Dakota del Norte"),
    "OH": ("Ohio",), "OK": ("Oklahoma", "Okla."), "OR": ("Oregon", "Ore.", "Oregón"),
    "PA": ("Pennsylvania", "Pa.", "Penn.", "Pensilvania"), "RI": ("Rhode Island", "R.I."),
    "SC": ("South Carolina", "S.C.", "Carolina del Sur"), "SD": ("South Dakota", "S.D.", "Dakota del Sur"),
    "TN": ("Tennessee", "Tenn."), "TX": ("Texas", "Tex.", "Tejas"), "UT": ("Utah",), "VT": ("Vermont", "Vt."),
    "VA": ("Virginia", "Va."), "WA": ("Washington", "Wash."), "WV": ("West Virginia", "W.Va.", "W. Va.", "Virginia Occidental"),
    "WI": ("Wisconsin", "Wis.", "Wisc."), "WY": ("Wyoming", "Wyo."),
}  # fmt: skip

CANADIAN_PROVINCE_ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    "Ontario": ("Ont.",), "Quebec": ("Que.",), "Alberta": ("Alta.",), "British Columbia": ("B.C.",), "Manitoba": ("Man.",),
    "Saskatchewan": ("Sask.",), "New Brunswick": ("N.B.",), "Nova Scotia": ("N.S.",), "Prince Edward Island": ("P.E.I.",),
}  # fmt: skip

_DOTTED = {
    short.lower(): names[0]
    for table in (
        US_STATE_ABBREVIATIONS.values(),
        ((name, *shorts) for name, shorts in CANADIAN_PROVINCE_ABBREVIATIONS.items()),
    )
    for names in table
    for short in names[1:]
    if short.endswith(".")
} | {
    "u.s.": "United States",
    "u.s.a.": "United States",
    "u.k.": "United Kingdom",
    "l.a.": "Los Angeles",
    "s.f.": "San Francisco",
    "u.a.e.": "United Arab Emirates",
}


def dotted_abbreviation(name: str) -> str | None:
    """The full name behind 'Calif.', 'N.Y.' or 'U.S.'; None for anything else, also without the full stop."""
    if not name.endswith("."):
        if name.count(".") >= 1:
            return _DOTTED.get(name.lower() + ".")
        return None
    return _DOTTED.get(name.lower())
