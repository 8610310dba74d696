"""Changes that name no day, in English: "the fair has been cancelled", "… will now be held at the Town Hall"."""

#: Of an article that has none of these nothing is read.
ANY = (
    r"cancell?ed|called off|scrapped|abandoned|not (?:go|take)|no longer|\bis off\b|are off\b|postponed|"
    r"put off|delayed|back on|go(?:ing)? ahead|relocated|moved|now|venue|start(?:ing)? time|new time|instead"
)

_WORD = r"[A-Z0-9][\w'’&.-]*"
_NAME = rf"(?P<title>{_WORD}(?:\s+(?:{_WORD}|of|the|and|for|in|at|on|&))*(?:\s+[a-z][\w'’-]+){{0,2}}?)"
_AUX = (
    r"\s+(?:has|have|had to|is|are|was|were|will)(?:\s+(?:now|sadly|unfortunately|also|had))?"
    r"\s+(?:to\s+)?(?:be(?:en)?\s+)?"
)
_PLACE = r"(?P<place>(?:the\s+)?[A-Z][\w'’&-]*(?:,?\s+(?:[A-Z][\w'’&-]*|of|the|and|&))*)"
_IS = r"(?:has|is)\s+(?:been\s+)?"
#: An hour, as `clock` reads it; the day it belongs to is told by nobody here.
_CLOCK = r"(?P<hour>\d{1,2})(?:[.:](?P<minute>\d\d))?\s*(?P<half>[ap])\.?m\b\.?"
#: Where an hour stands, whatever is said of it.
CLOCK = r"(?i)\b(?:\d{1,2}(?:[.:]\d\d)?\s*[ap]\.?m\b\.?|\d{1,2}[.:]\d\d\b)"
_START = r"(?:start|begin|kick\s+off|get\s+under\s+way|open)"
_STOP = r"(?=\s*(?:[.;!,)]|$|because|due to|owing to|after|following|as\s|until further notice|and\s|this year))"

CHANGES = (
    ("cancelled", rf"{_NAME}{_AUX}(?:cancell?ed|called off|scrapped|abandoned){_STOP}"),
    ("cancelled", rf"{_NAME}\s+(?:is|are)\s+(?:now\s+)?off{_STOP}"),
    ("cancelled", rf"{_NAME}\s+will\s+(?:not|no longer)\s+(?:take place|go ahead|be held){_STOP}"),
    ("postponed", rf"{_NAME}{_AUX}(?:postponed|put off|delayed)(?:\s+(?:indefinitely|again|for now))?{_STOP}"),
    ("back on", rf"{_NAME}\s+(?:is|are)\s+back on{_STOP}"),
    ("back on", rf"{_NAME}\s+will\s+(?:now\s+|still\s+)?go ahead(?:\s+as\s+(?:planned|normal))?{_STOP}"),
    ("venue", rf"{_NAME}\s+will\s+now\s+(?:be\s+held|take\s+place)\s+(?:at|in)\s+{_PLACE}{_STOP}"),
    (
        "venue",
        rf"{_NAME}\s+(?:has|have)\s+(?:been\s+)?(?:moved|relocated)(?:\s+from\s+[^.;]{{3,60}}?)?\s+to\s+{_PLACE}{_STOP}",
    ),
    ("venue", rf"{_NAME}\s+has\s+a\s+new\s+(?:venue|home|location)[:,]\s+{_PLACE}{_STOP}"),
    ("time", rf"{_NAME}\s+will\s+now\s+{_START}\s+at\s+{_CLOCK}"),
    ("time", rf"{_NAME}\s+will\s+{_START}\s+at\s+{_CLOCK}\s+instead\b"),
    (
        "time",
        rf"{_NAME}\s+(?:has|have)\s+(?:been\s+)?(?:moved|put\s+back|brought\s+forward|changed)\s+to\s+"
        rf"(?:a\s+new\s+(?:start(?:ing)?\s+)?time\s+of\s+|the\s+later\s+time\s+of\s+)?{_CLOCK}",
    ),
    ("time", rf"{_NAME}\s+has\s+a\s+new\s+(?:start(?:ing)?\s+)?time[:,]?\s+(?:of\s+)?{_CLOCK}"),
    (
        "time",
        rf"start(?:ing)?\s+time\s+(?:of|for)\s+(?:the\s+)?{_NAME}\s+{_IS}(?:changed|moved)\s+"
        rf"(?:from\s+[\d.:apm ]+\s+)?to\s+{_CLOCK}",
    ),
    ("venue", rf"venue\s+(?:of|for)\s+(?:the\s+)?{_NAME}\s+{_IS}(?:changed|moved)\s+to\s+{_PLACE}{_STOP}"),
)

LEAD = r"^(?:The|This|Our|An?|However|Unfortunately|Sadly|Please note(?: that)?|Meanwhile)\s+"
NOT = r"(?i)\b(?:booking|bookings|flights?|trains?|bus(?:es)?|orders?|services?|subscriptions?)$"
