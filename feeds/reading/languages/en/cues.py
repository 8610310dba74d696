"""The words around a date that tell whether it is to come or gone by, and where sentences end."""

from __future__ import annotations

#: Participles: gone by, unless a form of "be" that looks ahead stands before them ("will be held", "is closed").
_PARTICIPLES = (
    "held opened sold signed called found bought struck approved rejected charged sentenced convicted injured defeated adopted"
    " issued released unveiled honou?red awarded elected appointed hired fired suspended evacuated rescued burned destroyed damaged"
    " celebrated launched introduced killed arrested gutted founded built published attended visited played finished written told"
    " served recorded registered received approved posted dated"
)
_VERBS = (
    "was were had voted pleaded appeared reported crashed collided died edged fell rose passed agreed decided testified responded"
    " gathered marched protested rallied confirmed warned noted explained urged wrote spoke talked travell?ed arrived landed departed"
    " stole robbed broke escaped discovered ended won lost drew beat said announced happened began started came went met resigned"
    " ruled sang retired ago did saw yesterday scored earned ran took gave made sailed fled asked added"
)
_AHEAD = r"(?<!be )(?<!is )(?<!are )(?<!remain )(?<!stay )(?<!being )(?<!be\n)(?<!to be )"
#: Any other verb gone by, told by what it governs; not those that look like one and ask for something.
_GOVERNING = (
    rf"{_AHEAD}\b(?!(?:invited|advised|asked|requested|required|expected|scheduled|planned|limited|located|based|needed|encouraged|reminded"
    r"|urged|welcomed|used|supposed|allowed|permitted|entitled|dedicated)\b)[a-z]{2,}ed (?:the|a|an|his|her|its|their|to|into|from"
    r"|out|off|up|down|that|over|through|against|him|them)\b"
    rf"|{_AHEAD}\b[a-z]{{2,}}ed (?=[£$€])"
)
#: A verb gone by right before a weekday or a date: "reopened Monday", "wrapped up Sunday".
_RIGHT_BEFORE = (
    rf"{_AHEAD}\b(?!(?:scheduled|planned|postponed|delayed|expected|closed|rescheduled|extended|adjourned|cancell?ed|moved"
    r"|slated|required|needed|limited|hundred|sacred|indeed|speed|breed|proceed|succeed)\b)[a-z]{3,}ed(?: (?:up|out|off|over"
    r"|down|back))?\s*$"
)
PAST = (
    rf"(?:\b(?:{'|'.join(_VERBS.split())}|has been|have been|took place|last (?:week|month|year|night)|(?:originally|previously|initially|had been|was|were) (?:scheduled|planned|due|set|expected))"
    rf"|{_AHEAD}\b(?:{'|'.join(_PARTICIPLES.split())}))\b|{_GOVERNING}|{_RIGHT_BEFORE}"
)

_AUXILIARIES = ["will", "shall", "must", "can", "may", "should"]
_COMING = (
    "upcoming falls coming expected scheduled starts begins opens closes ends returns runs meets takes reopens? deadline until next book"
    " rsvp please going leave tomorrow tickets features celebrates marks hosts holds presents performs plays arrives travels gathers"
    " departs wraps heads faces sails welcomes concludes continues delayed postponed extended rescheduled adjourned"
)
FUTURE = (
    rf"(?:\b(?:{'|'.join([*_AUXILIARIES, *_COMING.split()])}|to be|is to|are to"
    r"|(?:is|are|be) (?:on|at|from|due|closed|shut|open|held|set|planned|back)|takes? place|plan(?:s|ned)? (?:to|for)|set for"
    r"|(?:steps|kicks|sets) off|gets under way|join us|don't miss|last (?:day|chance)|register by|to (?:open|close|start|begin|return|run|meet)"
    r"|(?-i:open|close|start|begin|meet|run|return|register)|(?<!been )(?<!was )(?<!were )due)\b|(?<!\bI)'ll\b|\b(?:is|are)\s*$)"
)

#: Before and behind what only tells how old somebody or something is.
BORN = (r"\b(?:born|died)(?: (?:on|in))?(?: the)?\s*", r"(?!)")
FOUNDED = (
    r"\b(?:founded|established|built|formed|incorporated|constructed|inaugurated|(?:dates?|dating) (?:back )?(?:to|from)|since"
    r"|est\.?)(?: in)?\s*",
    r"(?!)",
)
#: Behind these the hours of a weekday are every week's.
HOURS_HEADING = (
    r"\b(?:(?:opening|office|business|store|shop|library|gallery|museum|visiting|regular|winter|summer|box office)"
    r" (?:hours|times)|hours:)[:\s]*"
)

#: A full stop that ends nothing: of "Jan.", "p.m.", "Dr.", of a number.
NO_END_BEFORE = (
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Rev|Mrs))(?<!\bSept)"
    r"(?<!\b(?:Mr|Dr|St|No|vs|Co))(?<![ap]\.m)"
)
NO_END_AFTER = r"(?!\w)"
