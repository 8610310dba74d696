"""Changes that name no day, in English: "the fair has been cancelled", "… will now be held at the Town Hall"."""

#: Of an article that has none of these nothing is read.
ANY = r"cancell?ed|called off|abandoned|not (?:go|take)|postponed|put off|back on|go ahead|relocated|moved|now|venue"

_WORD = r"[A-Z0-9][\w'’&.-]*"
_NAME = rf"(?P<title>{_WORD}(?:\s+(?:{_WORD}|of|the|and|for|in|at|on|&))*(?:\s+[a-z][\w'’-]+){{0,2}}?)"
_AUX = (
    r"\s+(?:has|have|had to|is|are|was|were|will)(?:\s+(?:now|sadly|unfortunately|also|had))?"
    r"\s+(?:to\s+)?(?:be(?:en)?\s+)?"
)
_PLACE = r"(?P<place>(?:the\s+)?[A-Z][\w'’&-]*(?:,?\s+(?:[A-Z][\w'’&-]*|of|the|and|&))*)"
_IS = r"(?:has|is)\s+(?:been\s+)?"
_STOP = r"(?=\s*(?:[.;!,)]|$|because|due to|owing to|after|following|as\s|until further notice|and\s|this year))"

CHANGES = (
    ("cancelled", rf"{_NAME}{_AUX}(?:cancell?ed|called off|abandoned){_STOP}"),
    ("cancelled", rf"{_NAME}\s+will\s+(?:not|no longer)\s+(?:take place|go ahead|be held){_STOP}"),
    ("postponed", rf"{_NAME}{_AUX}(?:postponed|put off|delayed){_STOP}"),
    ("back on", rf"{_NAME}\s+(?:is|are)\s+back on{_STOP}"),
    ("back on", rf"{_NAME}\s+will\s+(?:now\s+|still\s+)?go ahead(?:\s+as\s+(?:planned|normal))?{_STOP}"),
    ("venue", rf"{_NAME}\s+will\s+now\s+(?:be\s+held|take\s+place)\s+(?:at|in)\s+{_PLACE}{_STOP}"),
    ("venue", rf"{_NAME}\s+(?:has|have)\s+(?:been\s+)?(?:moved|relocated)\s+to\s+{_PLACE}{_STOP}"),
    ("venue", rf"venue\s+(?:of|for)\s+(?:the\s+)?{_NAME}\s+{_IS}(?:changed|moved)\s+to\s+{_PLACE}{_STOP}"),
)

LEAD = r"^(?:The|This|Our|An?|However|Unfortunately|Sadly|Please note(?: that)?|Meanwhile)\s+"
NOT = r"(?i)\b(?:booking|bookings|flights?|trains?|bus(?:es)?|orders?|services?|subscriptions?)$"
