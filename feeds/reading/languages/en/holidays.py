"""Holidays an English page names, and when each is kept: a name is a pattern, a day a function of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from feeds.reading.timex import almanac

Days = tuple[dt.date, dt.date] | None
Reckoner = Callable[[int], Days]


def _one(date: dt.date | None, length: int = 1) -> Days:
    last = date and almanac.add_days(date, length)
    return (date, last) if date and last else None


def on(month: int, number: int, length: int = 1) -> Reckoner:
    """The same date every year, so many days long."""
    return lambda year: _one(almanac.day(year, month, number), length)


def nth(month: int, weekday: int, count: int, later: int = 0) -> Reckoner:
    """The nth weekday (1 Monday … 7; -1 the last) of a month, or so many days after it."""

    def reckon(year: int) -> Days:
        date = almanac.nth_weekday(year, month, weekday, count)
        return _one(date and almanac.add_days(date, later))

    return reckon


def from_easter(later: int, length: int = 1) -> Reckoner:
    def reckon(year: int) -> Days:
        date = almanac.easter(year)
        return _one(date and almanac.add_days(date, later), length)

    return reckon


def lunar(month: int, number: int, length: int = 1, later: int = 0) -> Reckoner:
    """A day of the Chinese calendar; the last days of its year are counted back from the next New Year."""

    def reckon(year: int) -> Days:
        date = almanac.lunar(year, month, number)
        return _one(date and almanac.add_days(date, later), length)

    return reckon


def hebrew(name: str, length: int = 1, later: int = 0) -> Reckoner:
    """A Jewish feast, or so many days after its first."""

    def reckon(year: int) -> Days:
        date = almanac.hebrew(year, name)
        return _one(date and almanac.add_days(date, later), length)

    return reckon


def hijri(month: int, number: int, length: int = 1) -> Reckoner:
    """A day of the Islamic calendar as reckoned in Mecca: a sighting elsewhere may move it by one."""
    return lambda year: _one(almanac.hijri(year, month, number), length)


def orthodox(later: int) -> Reckoner:
    def reckon(year: int) -> Days:
        date = almanac.orthodox_easter(year)
        return _one(date and almanac.add_days(date, later))

    return reckon


#: Diwali as India keeps it; no short arithmetic tells its new moon.
_DIWALI = {
    2010: (11, 5), 2011: (10, 26), 2012: (11, 13), 2013: (11, 3), 2014: (10, 23), 2015: (11, 11), 2016: (10, 30),
    2017: (10, 19), 2018: (11, 7), 2019: (10, 27), 2020: (11, 14), 2021: (11, 4), 2022: (10, 24), 2023: (11, 12),
    2024: (10, 31), 2025: (10, 20), 2026: (11, 8), 2027: (10, 29), 2028: (10, 17), 2029: (11, 5), 2030: (10, 26),
    2031: (11, 14), 2032: (11, 2), 2033: (10, 22), 2034: (11, 10), 2035: (10, 30),
}  # fmt: skip


def diwali(year: int) -> Days:
    return _one(almanac.day(year, *_DIWALI[year])) if year in _DIWALI else None


def weekday_before(month: int, number: int, weekday: int) -> Reckoner:
    """The last such weekday before a date: Victoria Day is the Monday before 25 May."""

    def reckon(year: int) -> Days:
        date = almanac.day(year, month, number)
        return _one(date and almanac.add_days(date, -((date.isoweekday() - weekday - 1) % 7) - 1))

    return reckon


def advent(year: int) -> Days:
    christmas = almanac.day(year, 12, 25)
    return _one(christmas and almanac.add_days(christmas, -21 - christmas.isoweekday()))


def weekend_of(reckon: Reckoner) -> Reckoner:
    """The Saturday and Sunday next to a holiday, with the holiday when it is the Friday before or the Monday after."""

    def days(year: int) -> Days:
        found = reckon(year)
        if found is None:
            return None
        first = found[0]
        place = first.isoweekday()  # Mon -2, Tue -3, Wed +3, Thu +2, Fri 0, Sat 0, Sun -1
        shift = {1: -2, 2: -3, 3: 3, 4: 0, 5: 0, 6: 0, 7: -1}[place]
        length = {1: 3, 2: 2, 3: 2, 4: 4, 5: 3, 6: 2, 7: 2}[place]
        start = almanac.add_days(first, shift)
        return _one(start, length)

    return days


_S = "(?:'s|s'|s)?"
_DAY = "(?: day)?"

#: Name -> (the words, in lower case; when). Names with a capital alone are written as they stand on the page.
HOLIDAYS: dict[str, tuple[str, Reckoner]] = {
    "new year's day": (f"new year{_S} day", on(1, 1)),
    "new year's eve": (f"new year{_S} eve", on(12, 31)),
    "epiphany": ("(?:the )?feast of the epiphany|twelfth night", on(1, 6)),
    "mlk": (
        rf"(?:(?:dr\.? )?martin luther king,?(?: jr\.?)?|mlk){_S}(?: jr\.?)? day|m\.l\.k\. day|martin luther king jr\.? holiday",
        nth(1, 1, 3),
    ),
    "burns night": ("burns (?:night|supper)", on(1, 25)),
    "australia day": ("australia day", on(1, 26)),
    "groundhog day": (f"ground ?hog{_S} day", on(2, 2)),
    "candlemas": ("candlemas(?: day)?", on(2, 2)),
    "waitangi day": ("waitangi day", on(2, 6)),
    "valentine's day": (rf"(?:st\.? |saint )?valentine{_S} day", on(2, 14)),
    "presidents' day": (rf"president{_S} day|washington{_S} birthday", nth(2, 1, 3)),
    "shrove tuesday": ("shrove tuesday|pancake (?:day|tuesday)|mardi gras|fat tuesday", from_easter(-47)),
    "ash wednesday": ("ash wednesday", from_easter(-46)),
    "st david's day": (rf"(?:st\.?|saint) david{_S} day", on(3, 1)),
    "women's day": (rf"international women{_S} day|women{_S} day", on(3, 8)),
    "world book day": ("world book day", nth(3, 4, 1)),
    "st patrick's day": (rf"(?:st\.?|saint) (?:patrick|paddy){_S} day", on(3, 17)),
    "mothering sunday": ("mothering sunday", from_easter(-21)),
    "april fools": (f"(?:april|all) fool{_S} day|april fools'?", on(4, 1)),
    "palm sunday": ("palm sunday", from_easter(-7)),
    "holy week": ("holy week", from_easter(-7, 7)),
    "maundy thursday": ("maundy thursday|holy thursday", from_easter(-3)),
    "good friday": ("good friday", from_easter(-2)),
    "easter eve": ("holy saturday|easter (?:saturday|eve)", from_easter(-1)),
    "easter monday": ("easter (?:bank holiday )?monday|easter bank holiday", from_easter(1)),
    "easter week": ("easter week", from_easter(1, 7)),
    "easter": ("easter (?:sunday|day)", from_easter(0)),
    "orthodox easter": ("(?:orthodox|greek|russian) easter(?: sunday)?|orthodox pascha", orthodox(0)),
    "orthodox good friday": ("orthodox good friday", orthodox(-2)),
    "orthodox christmas": ("(?:orthodox|russian|serbian|coptic) christmas(?: day)?", on(1, 7)),
    "orthodox christmas eve": ("orthodox christmas eve", on(1, 6)),
    "old new year": ("old new year", on(1, 14)),
    "nauryz": ("nauryz(?: meyramy| holiday)?|nowruz|nawruz|navruz|norooz", on(3, 21)),
    "eid al-fitr": ("eid[ -](?:al|ul)[ -]?fi[td]r|eid al-fitr festival|oraza ait", hijri(10, 1)),
    "eid al-adha": (
        "eid[ -](?:al|ul)[ -]?(?:adha|azha)|feast of (?:the )?sacrifice|kurban (?:ait|bayram)",
        hijri(12, 10),
    ),
    "islamic new year": ("islamic new year|hijri new year", hijri(1, 1)),
    "mawlid": ("mawlid(?: al-nabi)?|milad un nabi", hijri(3, 12)),
    "ramadan": ("(?:the (?:holy )?month of )?ramadan", hijri(9, 1, 30)),
    "passover": ("passover|pesach", hebrew("passover")),
    "rosh hashanah": ("rosh ha-?shanah?|jewish new year", hebrew("new year")),
    "yom kippur": ("yom kippur|day of atonement", hebrew("yom kippur")),
    "sukkot": ("sukkot|feast of tabernacles", hebrew("sukkot")),
    "hanukkah": ("hanukk?ah|chanukah", hebrew("hanukkah")),
    "purim": ("purim", hebrew("purim")),
    "shavuot": ("shavuot", hebrew("shavuot")),
    "diwali": ("diwali|deepavali", diwali),
    "low sunday": ("low sunday", from_easter(7)),
    "st george's day": (rf"(?:st\.?|saint) george{_S} day", on(4, 23)),
    "earth day": ("earth day", on(4, 22)),
    "arbor day": ("arbor day", nth(4, 5, -1)),
    "tax day": ("tax day", on(4, 15)),
    "anzac day": ("anzac day", on(4, 25)),
    "early may bank holiday": (
        "(?:early )?may(?: day)? bank holiday(?: monday)?",
        nth(5, 1, 1),
    ),
    "may day": ("may day", on(5, 1)),
    "workers' day": (rf"international (?:labou?r|worker{_S}) day|international workers' day", on(5, 1)),
    "star wars day": ("star wars day", on(5, 4)),
    "cinco de mayo": ("cinco de mayo", on(5, 5)),
    "ve day": ("v\\.?e\\.? day", on(5, 8)),
    "mother's day": (f"mother{_S} day", nth(5, 7, 2)),
    "ascension day": ("(?:feast of the )?ascension(?: day| thursday)", from_easter(39)),
    "spring bank holiday": (
        "(?:the )?(?:late may|spring|whit(?:sun)?) bank holiday(?: monday)?|late may holiday",
        nth(5, 1, -1),
    ),
    "victoria day": ("victoria day", weekday_before(5, 25, 1)),
    "memorial day": ("memorial day", nth(5, 1, -1)),
    "pentecost": ("pentecost(?: sunday)?|whit(?:sun| ?sunday)", from_easter(49)),
    "whit monday": ("(?:whit|pentecost) monday", from_easter(50)),
    "trinity sunday": ("trinity sunday", from_easter(56)),
    "corpus christi": ("(?:feast of )?corpus christi day|feast of corpus christi", from_easter(60)),
    "children's day": (f"(?:international )?children{_S} day", on(6, 1)),
    "d-day": ("d-day", on(6, 6)),
    "flag day": ("flag day", on(6, 14)),
    "father's day": (f"father{_S} day", nth(6, 7, 3)),
    "juneteenth": ("juneteenth", on(6, 19)),
    "midsummer": (rf"midsummer{_S} day", on(6, 24)),
    "midsummer eve": (rf"midsummer{_S} eve", on(6, 23)),
    "canada day": ("canada day", on(7, 1)),
    "independence day": (
        "(?:the )?(?:fourth|4th) of july|(?:u\\.?s\\.? |american )?independence day|july (?:the )?fourth|july 4(?:th)?(?= weekend)",
        on(7, 4),
    ),
    "bastille day": ("bastille day", on(7, 14)),
    "summer bank holiday": ("(?:late |end of )?(?:august|summer) bank holiday(?: monday)?", nth(8, 1, -1)),
    "civic holiday": ("civic holiday", nth(8, 1, 1)),
    "assumption": ("(?:feast of the )?assumption day|feast of the assumption", on(8, 15)),
    "labor day": ("labou?r day", nth(9, 1, 1)),
    "patriot day": ("patriot day", on(9, 11)),
    "michaelmas": ("michaelmas(?: day)?", on(9, 29)),
    "columbus day": (rf"columbus day|indigenous people{_S}? day", nth(10, 1, 2)),
    "canadian thanksgiving": ("canadian thanksgiving(?: day)?", nth(10, 1, 2)),
    "halloween": ("(?:hallowe'?en (?:night|day)|all hallows'? eve)", on(10, 31)),
    "all saints": (rf"all saint{_S}(?:'|) day|all hallows", on(11, 1)),
    "all souls": (rf"all soul{_S}(?:'|) day", on(11, 2)),
    "bonfire night": ("(?:guy fawkes|bonfire) (?:night|day)", on(11, 5)),
    "election day": ("(?:u\\.?s\\.? )?election day", nth(11, 1, 1, 1)),
    "armistice day": (rf"armistice day|remembrance day|veteran{_S}(?:'|) day", on(11, 11)),
    "singles' day": (rf"single{_S}(?:'|) day", on(11, 11)),
    "remembrance sunday": ("remembrance sunday", nth(11, 7, 2)),
    "thanksgiving eve": ("thanksgiving eve", nth(11, 4, 4, -1)),
    "thanksgiving": ("thanksgiving day", nth(11, 4, 4)),
    "black friday": ("black friday", nth(11, 4, 4, 1)),
    "small business saturday": ("small business saturday", nth(11, 4, 4, 2)),
    "cyber monday": ("cyber monday", nth(11, 4, 4, 4)),
    "giving tuesday": ("giving ?tuesday", nth(11, 4, 4, 5)),
    "st andrew's day": (rf"(?:st\.?|saint) andrew{_S} day", on(11, 30)),
    "advent sunday": ("advent sunday|first sunday (?:of|in) advent", advent),
    "st nicholas day": (rf"(?:st\.?|saint) nicholas{_S} day", on(12, 6)),
    "christmas eve": ("(?:christmas|xmas) eve", on(12, 24)),
    "boxing day": (rf"boxing day|(?:st\.?|saint) stephen{_S} day", on(12, 26)),
    "christmas": ("(?:christmas|xmas) day", on(12, 25)),
    "kwanzaa": ("kwanzaa", on(12, 26, 7)),
    "chinese new year's eve": (f"(?:chinese|lunar) new year{_S} eve", lunar(1, 1, later=-1)),
    "chinese new year": (
        rf"(?:chinese|lunar) new year{_S} day|(?:first )?day of the (?:chinese|lunar) new year",
        lunar(1, 1),
    ),
    "lantern festival": ("the lantern festival", lunar(1, 15)),
    "tomb-sweeping day": (
        r"(?:tomb[- ]sweeping|qingming) (?:day|festival)",
        lambda year: _one(almanac.solar_term(year, 6)),
    ),
    "dragon boat festival": ("the dragon boat festival|duanwu festival", lunar(5, 5)),
    "qixi": ("qixi(?: festival)?|double seventh festival", lunar(7, 7)),
    "mid-autumn festival": (
        "mid-?autumn(?: festival| day|(?= lantern| moon| holiday| gala| break))|moon festival|mooncake festival",
        lunar(8, 15),
    ),
    "double ninth": ("double ninth(?: festival| day)|chongyang(?: festival)?", lunar(9, 9)),
    "chinese national day": (rf"china{_S} national day|chinese national day", on(10, 1)),
}

#: A bank holiday, a half-term, a holy month: a time, but which one the page alone does not tell.
UNSETTLED = r"(?:the )?bank holidays?(?: weekend)?|eid|lent|advent"

#: Names that are half an adjective: a day only where no other name follows ("Christmas tree").
SOFT = {
    "christmas|xmas": "christmas",
    "easter": "easter",
    "thanksgiving": "thanksgiving",
    "hallowe'?en": "halloween",
    "(?:chinese|lunar) new year|spring festival": "chinese new year",
    "lantern festival": "lantern festival",
    "dragon boat festival|duanwu": "dragon boat festival",
    "qingming": "tomb-sweeping day",
}

BY_REGION: dict[str, dict[str, Reckoner]] = {
    "GB": {"mother's day": from_easter(-21), "labor day": nth(5, 1, 1)},
    "IE": {"mother's day": from_easter(-21), "labor day": nth(5, 1, 1)},
    "CA": {"thanksgiving": nth(10, 1, 2)},
    "AU": {"father's day": nth(9, 7, 1)},
    "NZ": {"father's day": nth(9, 7, 1), "labor day": nth(10, 1, 4)},
}
