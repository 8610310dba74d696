"""What happens, in English: the words a happening is told with, and the words that say it is none.

Patterns match text in which time expressions are masked: {T} any, {D} one that names a day, {C} a clock alone,
{S} a recurrence, {U} "until/by", {L} a length. Matching ignores case unless a pattern says otherwise.
"""

SYNTAX = "verb first"

SENTENCE_END = (
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bRev)(?<!\bNo)(?<!\bvs)(?<!\bv)(?<!\bAve)(?<!\bRd"
    r")(?<!\bBlvd)(?<!\bRm)(?<!\bDept)(?<!\bInc)(?<!\bLtd)(?<!\bJr)(?<!\bSr)(?<!\b[A-Z])(?<!\bMt)(?<!\bFt)"
    r"(?<!\bTel)(?<!\bBldg)(?<!\bSte)(?<!\bapprox)(?<!\bCo)[.!?]+[”’\"')]*(?=\s+[“\"‘'(A-Z0-9£$\ue000-\ue0"
    r"05])|\n+|[。！？]"
)
CLAUSE_END = r"[;:]|\s[–—-]\s|—"

_AUX = (
    r"(?:(?:will|shall|is|are|was|were|has|have|had|be|been|being|to|now|also|"
    r"again|then|officially|formally|finally|once|usually|next|only|once again|"
    r"due|set|expected|planned|scheduled|going|slated|currently|not|instead)\s+)*"
)
TRIGGERS = {
    "moved": (
        _AUX + r"(?:be(?:en)?\s+)?(?:moved?|moves|postponed|rescheduled|rearranged|put back|"
        r"brought forward|pushed back(?:\s+an?\s+\w+)?|switched|changed|shifted"
        r"|deferred)(?:\s+(?:from\s+{T}\s+)?(?:to|"
        r"until|for)\s+(?:the\s+)?(?={T})|\s+(?={U}))",
        # "moved from 18 to 25 January" reads as a span: its last day is the new one.
        _AUX + r"(?:be(?:en)?\s+)?(?:moved|moves|rescheduled|rearranged|switched|shifted|postponed)\s+(?={D})",
        r"(?:will\s+)?(?:now\s+)?(?:be\s+)?(?:played|take place|held|run)?\s*(?:instead\s+)?on\s+(?={T}\s+instead)",
    ),
    "postponed": (
        _AUX + r"(?:postponed|put off|on hold|deferred)(?!\s+(?:to|until)\s+{T})\b",
        r"\bpostponed\b(?=\s*[:–—-])",
    ),
    "cancelled": (
        _AUX + r"(?:cancelled|canceled|called off|scrapped|abandoned)\b",
        r"(?:will|is|are)\s+(?:not\s+(?:run|sail|be\s+held|take place|meet|be going ahead|"
        r"go ahead)|no longer\s+(?:be\s+held|take place|required|needed|going ahead|happening))\b",
        r"(?:there\s+(?:will\s+be|is)\s+)no\b",
    ),
    "until": (
        r"(?:(?:and|which|it)\s+)?(?:will\s+)?(?:runs?|continues?|lasts?|(?:is|are|"
        r"be|remains?|stays?)?\s*(?:open|on (?:show|view|display)))"
        r"(?:\s+(?:at|in)\s+[^.;\ue000-\ue005]{3,50}?)?\s+(?:(?:until|till|through|to)\s+(?={T})|(?={U}))",
    ),
    "close": (
        _AUX + r"(?:concludes?|concluded|ends|ended|wraps? up|wrapped up|comes? to (?:an end|"
        r"a close)|came to (?:an end|a close)|draws? to a close|drew to a close|"
        r"closes|finishes|finished)\b",
    ),
    "stop": (
        _AUX + r"(?:(?:be\s+)?(?:closed|shut|shut down|suspended|(?<!have )(?<!has )withdrawn|"
        r"not (?:cross|serve|stop at|call at|run to)|unavailable|out of service|(?<=be )off|(?:turned|switched"
        r"|shut) off|interrupted|disrupted|restricted)|"
        r"close|shuts?)\b(?!\s+(?:with|by (?:saying|thanking)|session|meeting|to\s+you|"
        r"friend|sale|call))",
    ),
    "resume": (_AUX + r"(?:reopens?|reopened|re-opens?|resumes?|resumed|restarts?)\b",),
    "open": (
        _AUX + r"(?:opens|opened|(?<=will )open|open(?=\s+(?:at|in|on|for|to the public|"
        r"with|its doors|this|next))|kicks? off|kicked off|gets? under way|got under way|"
        r"begins?|began|starts?|started|steps? off|sets? off|launches|launched|premieres?|"
        r"premiered|debuts?|inaugurated|unveiled)\b(?!\s+(?:to (?:feel|look|see|"
        r"show|work|think|write|build|develop)|with the (?:reading|following)|up\b|"
        r"working|writing))",
    ),
    "hold": (
        _AUX + r"(?:be(?:ing)?\s+)?(?:held|hosted|staged|organi[sz]ed|celebrated|performed|"
        r"presented|shown|screened|played|offered|conducted|observed|convened|repeated|"
        r"scheduled|planned|set|slated)\b(?!\s+(?:for the first time in|annually|"
        r"that|out|up|off|as|responsible|to\s+(?:be|start|begin|open|close|take|"
        r"run|return)|back|aside))",
        _AUX + r"(?:takes? place|took place|taking place|meets?(?!\s+(?:the|these|our|your|"
        r"criteria|with))|met(?=\s+(?:on|at|in)\b)|gathers?(?=\s+(?:on|at|in)\b)|"
        r"convenes?|returns?(?=\s+(?:to|on|for|this|next|at|{T}))|runs?(?=\s+(?:from|"
        r"on|every|each|{T}|for|between|daily|weekly|monthly))|goes ahead|go ahead|"
        r"comes? to|came to|arrives?(?=\s+(?:in|at|on))|tours?(?=\s)|visits?(?=\s)|"
        r"visited|happens?|happening|plays?(?=\s+(?:at|in|on))|stops?(?=\s+(?:by|"
        r"at|in|on|outside)\b)|follows?(?=\s+(?:on|at|in)\b)|is back|are back|"
        r"will be (?:on|via|over)(?=\s+(?-i:[A-Z]))|will be back|carries on|carry on|gets? together|goes on"
        r"|sets? sail|"
        r"leaves?(?=\s+(?:at|from|on|{T}))|departs?(?=\s)|will be at|will be in|appears?(?=\s+(?:at|in|on))"
        r"|speaks?(?=\s+(?:at|"
        r"in|on|to|about))|talks?(?=\s+(?:at|in|on|to|about))|performs?(?=\s+(?:at|"
        r"in|on))|marches|march(?=\s+(?:from|through|to)))\b",
        r"(?:is|are|was|were|will be)\s+(?:on|from|at|in|this|next)\b(?=\s+(?:the\s+)?{T})",
        r"(?:is|are|was|were|will be)\s+(?={T})",
    ),
    "host": (
        _AUX + r"(?:hosts?|hosted|hosting|holds?|holding|stag(?:es?|ed|ing)|presents?|presenting|"
        r"celebrat(?:es?|ed|ing)|organi[sz](?:es?|ed|ing)|offers?|offering|welcomes?|"
        r"welcomed|runs?|mounts?|put(?:s|ting)? on|hold|screens?|screening|performs?|"
        r"stages?|launch(?=\s+(?:a|an|the|its))|conducts?|throws?|having)\s+(?=(?:an?|"
        r"the|its|their|his|her|our|“|\"|‘|'|[A-Z0-9£]|special|free|annual|public|"
        r"two|three|several|weekly|monthly))",
        r"join us\b[^.!?]{0,120}?\s(?:for|at)\s+(?=(?:an?|our|the)\s)",
        r"(?:join us|come along|come and join us|everyone is welcome|all are welcome|"
        r"you are (?:cordially )?invited|please join us|come|invited)\s+(?:\w+\s+)?(?:for|"
        r"to|at)\s+",
    ),
}
DEADLINE_ACTIONS = (
    r"registration|registrations|register|sign[- ]?ups?|entries|entry|applications?|"
    r"apply|nominations?|nominate|submissions?|submit|bookings?|book|comments?|"
    r"responses?|respond|RSVP|bids?|tenders?|proposals?|quotes?|tickets|pre-?orders?|"
    r"orders?|order|votes?|voting|confessions?|pantomimes?|retrospective|trials?|"
    r"payments?|pay|subs|subscriptions?|fees?|instalments?|installments?|deposits?|"
    r"returns?|enrol(?:l)?ment|enrol(?:l)?|renew(?:als?)?|petitions?|claims?|"
    r"articles|copy|items|donations?|forms?|feedback|objections?|representations|"
    r"consultation|survey|deadline|abstracts|contributions|permission slips?|"
    r"RSVPs?|reserve|reservations?|early bird|postal vote|proxies|suggestions|"
    r"motions?|notices? of motion|ballots?|manuscripts|photos|collection|collect|"
    r"licen[cs]es|taxes|dues|letters? of (?:interest|intent)|resumes?|warrants?|essays?|assignments|tuition"
    r"|paperwork|testimony|protests?|statements?|evidence"
    r"|names(?: and [^.,;]{1,15}?)? to|reports?|library books|drop-?offs?|"
    r"refunds?|questions|requests?|comment|request form|testimonies|memorials|volunteers?"
)
DEADLINE_CUES = (
    r"\b(?:closes?|closing|close|due|ends?|falls? due|expires?|(?:must|should) reach|must (?:reach|"
    r"be (?:with|in|received|submitted|returned|made|sent|postmarked|handed|"
    r"paid))|to (?:be (?:with|in|received|submitted|returned)))\b[^.;]{0,60}?{T}",
    r"\b(?:deadline|closing date|last (?:day|date|chance)|cut-?off|final date|"
    r"due date|return by|RSVP)\b[^.;]{0,60}?{T}",
    r"\b(?:by|before|no later than|not later than|on or before|prior to|until|"
    r"till|up to|through)\s+(?:the\s+)?(?:end of\s+)?{T}",
    r"{U}",
)
DEADLINE_NOT = (
    r"\b(?:open|runs?|running|continues?|closed|shut|works?|lasts|on (?:show|"
    r"view|display)|exhibition|closure|suspended|operates?|stays?|remain(?:s|"
    r"ed)?|lived|served|waited|played|worked|held)\b[^.;]{0,40}?(?:until|till|"
    r"through|to|{U})",
    r"\bby\s+{T},?\s+(?:the|he|she|it|they|more|some|about|nearly|only|all|most|there|had|over|an?)\b",
    r"\b(?:before|by|until)\s+{T}[,]?\s+(?:when|was|were|had)\b",
)

#: What is open, or runs, until its deadline.
DEADLINE_SUBJECT = (
    r"\b(?:registrations?|sign-?ups?|applications?|nominations?|submissions?|comments?|comment period"
    r"|consultation|survey|poll"
    r"|entries|enrol?lment|bookings?|voting|bids|tenders?|proposals|RSVPs?|early[- ]bird)\b"
)
#: What must be done by a day, and the noun for it; or its own object.
DEADLINE_VERBS = (
    ("Registration", r"(?:.*\b)?(?:must|should|please|can|may|to|need to)\s+(?:also\s+|pre-?)?register\b|register\b"),
    ("Sign-up", r"(?:.*\b)?(?:must|should|please|can|may|to|need to)\s+sign up\b|sign up\b"),
    ("Applications", r"(?:.*\b)?(?:must|should|please|can|may|need to)\s+apply\b|apply\b"),
    ("Reservations", r"(?:please\s+|must\s+)?reserve\b(?!d)"),
    ("RSVP", r"(?:please\s+)?RSVP\b"),
    ("Booking", r"(?:please\s+|must\s+)?book(?:\s+(?:your\s+)?(?:tickets?|places?|seats?|online|early|now))?$"),
    (
        "",
        r"(?:.*\b)?(?:must|should|please|need to|to)\s+(?:submit|return|send(?: in)?|hand in|file|complete"
        r"|turn in|drop off)\s+"
        r"(?:the\s+|a\s+|an\s+|their\s+|your\s+|all\s+|any\s+)*(?P<what>[\w'’ -]{3,50}?)(?=\s+(?:to|at|in|with"
        r"|by|on|for)\b|$)",
    ),
)
SPEAKS = (
    r"\b(?:wish(?:es|ing)?|want(?:s|ing)?|would like|to|sign up|register)\s+to\s+(?:speak|address|comment"
    r"|testify)\b|^\W*to speak\b"
)

HEADS = (
    r"meetings?|hearings?|workshops?|work sessions?|sessions?|AGM|annual general meeting|"
    r"conference|congress|summit|forum|symposium|seminars?|webinars?|briefings?|"
    r"town hall(?=\s+(?:meeting|with|on\b|forum|for\b|discussion))|(?:virtual|community|telephone|faculty"
    r"|public|student) town hall|"
    r"open house|open day|open evening|"
    r"festival|fest|fair|fayre|fête|fete|carnival|parade|procession|pageant|"
    r"regatta|rally|market|bazaar|jumble sale|sale|boot sale|auction|fundraiser|"
    r"gala|ball|dance|ceilidh|disco|party|barbecue|bbq|picnic|supper|dinner|"
    r"lunch(?:eon)?|"
    r"breakfast|brunch|tea|coffee morning|coffee|reception|banquet|feast|tasting|"
    r"concert|recital|gig|performances?|play|musical|opera|ballet|show|screening|"
    r"film|movie|premiere|matinee|cabaret|comedy night|open mic|quiz|quiz night|"
    r"bingo|raffle|draw|talk|lecture|reading|book launch|book club|signing|storytime|"
    r"story time|rhyme time|story hour|tour|walk|hike|ramble|trek|visit|trip|"
    r"outing|excursion|exhibition|exhibit|display|exhibit opening|preview|"
    r"service|evensong|communion|mass|eucharist|matins|vespers|prayers?|vigil|"
    r"memorial|funeral|wedding|baptism|confirmation|harvest|carols?|nativity|"
    r"retreat|course|class(?:es)?|lessons?|training|camp|clinic|half-term|"
    r"exams?|examination|test|assembly|graduation|commencement|prom|homecoming|"
    r"orientation|induction|race|run|marathon|half marathon|10k|5k|fun run|triathlon|"
    r"tournament|championships?|cup|final|semi-final|league|match|game|fixture|"
    r"derby|"
    r"friendly|regatta|gymkhana|trials?|ride|cycle|swim|gala|contest|competition|"
    r"challenge|playoffs?|invitational|drop-offs?|pick-?ups?|hunts?|voting|meet|"
    r"derby|ceremony|celebrations?|anniversary celebration|commemoration|inauguration|"
    r"unveiling|dedication|groundbreaking|ribbon[- ]cutting|inquiry|inquest|tribunal|"
    r"opening|launch|reunion|get-together|social|mixer|networking|drop-in|surgery|"
    r"clean-?up|litter pick|working party|work day|workday|planting|drive|blood drive|"
    r"vaccination|screening|food drive|collection|recycling|swap|sale|"
    r"election|referendum|vote|poll|primary|caucus|count|fireworks|bonfire|lantern|"
    r"light switch-on|lights|switch-on|show|expo|exposition|convention|con|jamboree|"
    r"rodeo|circus|workathon|hackathon|playgroup|yoga|pilates|zumba|keynote|"
    r"plenary|"
    r"choir|rehearsal|practice|audition|book group|day|night|evening|week|weekend|"
    r"jubilee|holiday|closure|works|roadworks|outage|shutdown|kick-?off|read-?aloud|"
    r"early (?:release|dismissal)|late start|open mic|town meeting|site walk|site visit|canvass|vendue|"
    r"quarter-?finals?|semi-?finals?|bake-?off|cook-?off|potluck|fish fry|parents?['’] evening|sign-?on|fly-?in|"
    r"round-?up|discourse|eye camp|annual day|bar mitzvah|bat mitzvah|defen[cs]e|sailing|departure|caravan"
    r"|crawl|stroll|dig|bioblitz"
    r"|bird count|repair caf[eé]|clothes swap|seed swap|hustings"
    r"|q&a|q and a"
)
BACK_REFERENCES = r"^(?:the|this|that|it|he|she|they|which|who|these|those|its|event|tickets|admission|doors)\b"

TIME_VETOES = (
    ("looking back", r"\b(?:continued|carried over|tabled)\s+(?:from\s+)?(?:the\s+)?(?:meeting\s+of\s+)?{T}"),
    (
        "report date",
        r"\b(?:was|were|is|are|been)\s+(?:duly\s+)?(?:posted|published|mailed|filed|delivered|advertised)\b"
        r"(?:(?!hearing|meeting|held|will)[^.;]){0,80}?{T}",
    ),
    ("hours of service", r"(?:\(\d{3}\)\s*|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b[^.;]{0,40}?{S}"),
    ("none is held", r"^\W*no\s+(?!classes|school\b|lessons)(?:[\w-]+\s+){1,4}?(?:on\s+|during\s+[^.;]*?)?{T}"),
    (
        "relative",
        r"{T}\s+(?:before|prior to|preceding|after|following|of)\s+(?:the|each|any|a"
        r"|every)\s+(?:meeting|hearing|event|session)\b",
    ),
    ("none is held", r"^\W*no\s+(?:meetings?|rehearsals?|practice)\b[^.;]*?{T}"),
    ("looking back", r"\(\s*(?:was|were|originally|postponed from)\s+{T}"),
    (
        "a decision",
        r"\b(?:decision|ruling|results?|verdict|announcement)\b[^.;]{0,60}?\b(?:is"
        r"|are)\s+expected\b[^.;]{0,20}?{T}",
    ),
    ("a timetable", r"\bon\s+an?\s+{T}\s+(?:schedule|timetable|service|footing)\b"),
    ("doors", "\\bdoors(?:\\s+open)?(?:\\s+at)?[:,]?\\s*{C}(?=[^.;]{0,40}\ue001)"),
    # closed on Monday 2 March for Labour Day; because of Presidents Day, the meeting is on Tuesday
    (
        "why, not when",
        "(?<=[\ue000\ue002])[,)]?\\s+(?:for|in observance of|in honou?r of|to mark|to celebrate)\\s+(?:the\\s+)?{T}",
    ),
    ("why, not when", r"\b(?:because of|due to|in observance of|owing to)\s+(?:the\s+)?(?:[a-z]+\s+)?{T}"),
    ("looking back", r"{T},?\s+(?:which\s+|and\s+)?(?:raised|drew|attracted|was attended)\b"),
    ("the day it was moved from", r"\b(?:instead of|rather than)\s+(?:on\s+)?{T}"),
    ("the day it was moved from", r"\bplanned for\s+{T}(?=,?\s+(?:has|have|was|were|is)\b)"),
    (
        "report date",
        r"\b(?:posted|published|updated|last (?:updated|modified)|written|filed|"
        r"issued|released?|printed|dated|approved|adopted|signed|revised|copyright|"
        r"©)\s*(?:on|by|at|:)?\s*(?:(?-i:[A-Z])[\w. ]{0,30}\s+(?:on\s+)?)?{T}",
    ),
    (
        "report date",
        r"\b(?:said|told|announced|confirmed|reported|revealed|says|wrote|tweeted|"
        r"posted)\s+(?:\w+\s+){0,3}?(?:on\s+|late\s+|early\s+)*{T}",
    ),
    ("report date", r"\b(?:in a|a)\s+(?:statement|press release|letter|report|post|tweet)\s+(?:\w+\s+){0,2}{T}"),
    (
        "founding or history",
        r"\b(?:founded|established|built|born|since|opened in|erected|formed|dating from|"
        r"dates? (?:back )?(?:to|from)|first (?:held|published|opened|performed|"
        r"built)|started in|began in|revived|incorporated|constructed|created|launched in|"
        r"circa|as of|died|married|demolished|last (?:held|re-?\w+|won|met|seen))\b[^.;,]{0,30}?{T}",
    ),
    ("founding or history", r"\bwhich\s+(?:opened|was built|closed|began|started|dates)\b[^.;]{0,40}?{T}"),
    (
        "looking back",
        r"\b(?:minutes|notes|report|recording|summary|results)\b(?:\s+\w+){0,8}?\s+(?:of|"
        r"from|held|on|for)\s+(?:the\s+)?{T}",
    ),
    (
        "looking back",
        r"\b(?:report on|raised|thank(?:s| you)|struck by|lost|won|drew|beat|defeated)\b[^.;]{0,60}?{T}",
    ),
    (
        "hours of service",
        r"(?<!doors )\b(?:open|hours|opening hours|office hours|business hours|opening times|"
        r"box office|desk|helpline|phone lines?|lines (?:are )?open|customer service|"
        r"staffed)\b(?:\s+(?:is|are|from|daily|between|:))*[:\s]*(?:{S}|{C})",
    ),
    ("age or birth", r"\b(?:aged?|born|b\.|bapti[sz]ed|christened|married|ordained|buried)\s+(?:on\s+|in\s+)?{T}"),
    (
        "conditional",
        r"\b(?:if|unless|in case of|in the event of|weather permitting|"
        r"should|(?:rain|snow|make-?up|back-?up|alternat(?:e|ive)|bad weather|wet weather"
        r"|inclement weather) date)\b[^.;]{0,50}?{T}",
    ),
    ("season ticket", r"\b(?:valid|expires?|warranty|guarantee|offer)\b[^.;]{0,24}{T}"),
    ("weather", r"{T}[^.;]{0,30}\b(?:°|degrees|showers|sunny|cloudy|rainfall|forecast|snowfall|gusts|mph winds)\b"),
    (
        "law in force",
        r"\b(?:effective|in force|with effect from|takes effect|came into (?:force|"
        r"effect)|comes into (?:force|effect))\b[^.;]{0,20}{T}",
    ),
    (
        "statistics",
        r"\b(?:in|during|between|from|compared with|over)\s+{T}[^.;]{0,30}\b(?:per cent|"
        r"percent|%|million|billion|average|total of|fell|rose|increased|decreased)\b",
    ),
    ("related story", r"\b(?:read more|related|see also|previous post|next post|archive|archives)\b[^.;]{0,60}{T}"),
    ("signature", r"^(?:dated(?: this)?|signed)?[^a-z]{0,4}{T}[.]?$"),
)
CLAUSE_VETOES = (
    ("hours of service", r"\bhours (?:are|is)\b|\bopening hours\b"),
    (
        "crime",
        r"\b(?:arrest(?:ed|s)?|charged with|robb(?:ed|ery)|burglar\w*|stabb\w+|shooting|"
        r"shot (?:dead|at|and)|murder\w*|assault\w*|theft|stolen|police (?:were called|"
        r"are|said|have)|suspects?|kidnap\w*|raid(?:ed|s)?|drug|fraud\w*|rape[ds]?|"
        r"homicide|gunman|gunmen|attack(?:ed|er|ers)?|smuggl\w+|manslaughter|killing|"
        r"terror\w*|bomb\w*|hijack\w*)\b",
    ),
    (
        "accident",
        r"\b(?:crash(?:ed|es)?|collision|collided|accident|injur(?:ed|ies)|explosion|"
        r"exploded|blaze|fire broke out|caught fire|derail\w+|earthquake|flood(?:ed|"
        r"ing)|capsized|drown\w*|collapsed?|landslide|hurricane|tornado|quake|killed|"
        r"overturned|wreck\w*)\b",
    ),
    ("court", r"\btrial of (?-i:[A-Z])"),
    ("death", r"\b(?:died|dies|death of|passed away|deceased|killed|found dead|obituary|suicide|body was)\b"),
    (
        "court",
        r"\b(?:sentenced|convicted|pleaded|pleads|trial of|sued|lawsuit|court heard|"
        r"appeared (?:in|at|before) [\w ]*court|jailed|prosecut\w+|indicted|acquitted|"
        r"verdict|magistrates|bail)\b",
    ),
    (
        "business",
        r"\b(?:LLC|Inc\.|incorporated|registered in|per share|stock|acquir(?:ed|"
        r"es|ing)|acquisition|merger|shares|profits?|revenue|quarterly|earnings|"
        r"layoffs?|laid off|IPO|takeover|stake|bankruptcy|resign(?:ed|s|ation)|appointed|"
        r"stepped down|bought|sold for|sell(?:s|ing)? its|deal worth)\b",
    ),
    (
        "result of a match",
        r"\b(?:beat|defeated|lost to|lost \d|won \d|won by|drew|hat-?trick|scored|"
        r"thrashed|victory over|wicket|\d+-\d+ (?:win|loss|draw|victory|defeat))\b",
    ),
    (
        "war",
        r"\b(?:troops|airstrikes?|missiles?|soldiers|invasion|insurgents|militants|"
        r"rebels|bombardment|shell(?:ed|ing))\b",
    ),
)
SOFT_VETOES = frozenset({"result of a match", "business", "court"})

TITLE_LEAD = (
    r"^[\s•●▪◦·*#>+~\-–—:;,.|/]+",
    r"^\d{1,2}[.)]\s+(?=[A-Z])",
    r"^\d+/\d+\s+(?=[A-Z])",
    r"^(?:and|but|so|then|also|meanwhile|however|finally|in addition|please note(?: that)?|"
    r"note(?: that)?|notice is hereby given(?: that)?|hereby given that|be advised that|"
    r"please be advised that|reminder|remember|don'?t forget|join us for|come along to|"
    r"come to|to (?:confirm|note|receive|approve|consider|discuss|agree)(?: (?:the )?arrangements for|"
    r" that)?|that|this year'?s|the|an?|our|its|their|your|welcome to|we (?:are|"
    r"will be) (?:holding|hosting|having)|there (?:will be|is|are)|will be|featuring|"
    r"where|when|while|as|because|with|for|on|in|at|of|from|by|weekly|usual|"
    r"forthcoming|upcoming|next|adjourn(?:ed|ment)?(?: to| until)?|postponed|cancelled|canceled|new|changed?"
    r"|rearranged)\b[:,]?\s+(?=\S)",
    r"^save the date\s*[:!–-]\s*",
    r"^(?:a|an|the)\s+",
    r"^(?:[A-Z][\w.]*[,.]?\s*){0,4}\(\s*[\ue000-\ue005]?\s*\)\s*[-–—]+\s*",
    r"^(?:public notice|notice of|notice|announcement|event|event details|title)\s*[:–-]\s*",
)
TITLE_TAIL = (
    r"\s*[-–—:(]+\s*(?:cancell?ed|postponed|rescheduled|canceled|virtual|hybrid|in[- ]person)\)?$",
    r"[\s,;:.–—\-|/(!]+$",
    r"\s+\((?:free|cancelled|canceled|postponed|virtual|online|tbc|draft|new|\d+[^)]*)\)$",
    r"\s+(?:will|shall|is|are|was|were|has|have|be|been|to|on|at|in|from|for|"
    r"of|and|or|the|a|an|by|with|also|now|which|that|who|starts?|begins?|this|"
    r"next|every|each|held|due|starting|beginning|between|until|where|when|annual(?= (?:on|"
    r"at))|again|usually|normally|their|its|as|not)$",
    r",?\s+(?:announced|planned|scheduled|set|slated|originally|due|previously|called for|"
    r"which|who|organi[sz]ed|hosted|sponsored|presented|held|led|run|put on|"
    r"featuring|starring|supported|in aid of|in partnership|co-?hosted)\b.*$",
)
#: What looks like a name and is none.
NO_NAMES = (
    r"^(?:now|come|enjoy|sold out|fully booked)\b|^(?:fixtures?|results?|events?|meets|votes?|final|buses"
    r"|trains|ferries|offices|schools|banks"
    r"|libraries|shops|"
    r"(?:next |upcoming |future |other |scheduled |regular )*(?:meetings|sessions)|leave|retirements?"
    r"|resignations?|personnel|"
    r"(?:announcement|approval|acceptance|adoption|review|minutes|call to order|roll call|adjournment|pledge)\b.*|"
    r"statewide|nationwide|countywide|citywide|diary(?: dates)?|dates?(?: for your diary)?|"
    r"calendar|news|notices?|what'?s on|schedule|programme|agenda|this week|contact(?: us)?|locations?|venues?"
    r"|minutes|"
    r"documents?|attachments?|summary|addresses|supplementary information|published|posted|directions|parking|"
    r"notice posted(?: on)?|last edited|tickets|how to respond|what happens next|from|to|by|"
    r"next week|(?:the )?week ahead|coming up|upcoming(?: events)?|reminders?|"
    r"updates?|"
    r"meet|run|session|lobby|postponed|cancelled|canceled|details?|info|home|more|"
    r"free|today|tomorrow|tonight|morning|afternoon|evening|[\W\d]+)$",
    r"^(?:(?:20\d\d|spring|summer|fall|autumn|winter)\s+)?(?:regular\s+|board\s+|council\s+)*(?:meeting|event"
    r"|hearing|session)\s+"
    r"(?:dates|schedule|calendar|times|list|details)$|^(?:date (?:and|&) time|when (?:and|&) where|time (?:and"
    r"|&) place|location"
    r"|about (?:this|the) (?:event|meeting)|overview|event information|good to know)$",
    r"^(?:the )?(?:city|town|village|county|borough|township|state|commonwealth"
    r"|parish) of (?-i:[A-Z])[\w' -]*$|^welcome to\b",
    # Who is there at those hours: a service, no happening.
    r"^(?:the )?(?:(?:main |hospital |hotel |school )?reception|(?:\w+ )?(?:office|box office|shop|store"
    r"|helpline|switchboard|"
    r"(?:enquiry|information|front|help|ticket) (?:desk|counter|line)|enquiries|customer service|surgery))$",
    r"\b(?:will|would|has been|have been)\b|^\(|\b(?:and|or|with|of|the)$|\bhours$|"
    r"\b(?!(?:19|20)\d\d-)\d+-\d+ |^(?:sale|deadline|the date|"
    r"save the|visit|service|close .*)$|^no\b|\b(?:LLC|Inc)\b|[£$€]\d|\bper share\b|"
    r"\bmeets$|^(?:he|she|it|they|we|you|i)\b|\b\d{3,5}[ .-]\d{3}[ .-]?\d{3,4}\b",
)
HEADLINE_LEAD = (
    r"^(?:agenda|minutes|public notice|notice of|notice|announcement|invitation|"
    r"save the date|cancelled|canceled|postponed|reminder|coming up|event|events)\s*[:–—-]\s*",
    r"^(?:notice of|notice)\s+(?:an?\s+|the\s+)?",
    r"^(?:agenda|minutes)\s+(?:of|for)\s+(?:the\s+)?",
)
HEADLINE_TAIL = (
    r"(?<=mass)\s+times(?:\s+this week)?$|\s+this week$",
    r"\s*[|–—»]\s+[^|–—»]{2,60}$",
    r"\s*[,:–—-]?\s*(?:on\s+)?{T}.*$",
    r"\s+(?:agenda|minutes|notice|packet|schedule|programme|program|timetable|"
    r"calendar|details|information|to be held)$",
    r"\s*\((?:cancelled|canceled|postponed|rescheduled|virtual|online|in[- ]person|hybrid)\)$",
    r"\s*[-–—:]\s*(?:cancelled|canceled|postponed|rescheduled)$",
)
NAME_AFTER_HOLIDAY = (
    r"\s(?!(?:at|in|on|from|to|will|the|and|is|are|was|were|we|for|until|with|"
    r"by|our|there|as|a|an|it|or|of|that|when|all|has|have|closed|but)\b)[A-Za-z]|"
    r"['’]s?\s"
)

AUXILIARIES = r"(?!x)x"
IN = (
    r"\b(?:at|in|inside|outside|on|from|near|aboard|venue:|location:|@|beside|behind|along|to|through|into"
    r"|via(?=\s+(?:Zoom|Teams|Microsoft|Webex|Google|YouTube)))\s+"
)
BY = r"\bby\b"
LIST_DAY = (
    r"^(?:Day\s*\d+\s*[:,–—-]?\s*|Week\s*\d+\s*[:,–—-]?\s*)?[\s(]*{D}(?:[\s,]*(?:at|"
    r"@|from|–|-)?\s*{C})?(?:\s*[-–—(:]+\s*(?:cancell?ed|postponed|rescheduled|"
    r"no meeting))?[)\s:.,–—-]*$"
)
LIST_PART = r"^(?:morning|afternoon|evening|night)[:.]?$"

LABELS = {
    "when": r"(?:event |meeting |start |class |course |hearing )?(?:when|dates?(?: ?(?:and|"
    r"&|/) ?times?)?|days? and times?|date/time|time and date|days and times|"
    r"start(?:s)?|begins|(?:meeting|event|hearing|start(?:ing)?|event start) dates?(?:\s*(?:and|&"
    r"|/)\s*times?)?|(?:meeting|event|start) date/time|"
    r"date of (?:the )?(?:next )?(?:meeting|hearing|event)|next meeting(?: date)?|meeting dates?|happening)",
    "finish": r"(?:event |meeting )?(?:end(?:s|ing)?(?: date| time)?(?:\s*(?:and|&|/)\s*(?:date|time))?"
    r"|finish(?:es)?)",
    "clock": r"(?:start |meeting |event |kick-?off |doors )?(?:times?|hours?|kick-?off|"
    r"doors|duration|start time|push-back|curtain|doors open)",
    "name": r"(?:event|title|what|event title|event name|name|activity|meeting|subject|"
    r"topic|show|film|programme|program|class|course|session|fixture|match|opponent|"
    r"teams|service|meeting (?:type|name|title|body|of)|(?:notice|public|governing|meeting) (?:title|body)"
    r"|body|committee|board|commission"
    r"|description of meeting)",
    "place": r"(?:where|(?:place|location|address) of (?:the )?(?:meeting|hearing|event)|(?:physical|street"
    r"|venue) address|location|venue|place|address|meeting place|room|meeting location|"
    r"event location|hall|ground|site|building|held at|location/address|facility|"
    r"meeting room)",
    "deadline": r"(?:deadline|closing date|apply by|rsvp(?: by)?|register by|registration deadline|"
    r"entries close|book by|sign up by|submission deadline|due|due date|comments due|"
    r"closing|application deadline|last date)",
    "organizer": r"(?:organi[sz]er|hosted by|host|sponsor|sponsored by|presented by|organi[sz]ed by|"
    r"department|led by)",
    "contact": r"(?:contact|phone|telephone|tel|call|email|e-mail|info|information|enquiries|"
    r"inquiries|more info|contact (?:person|name|email|phone|info|information)|"
    r"questions|website|link|zoom|meeting id|passcode|dial-?in|url|web|register)",
    "price": r"(?:cost|price|tickets?|admission|fee|fees|entry|entry fee|ticket price|tickets from|donation)",
    "who": r"(?:who|audience|ages?|age group|for|speaker|speakers|presenter|instructor|"
    r"leader|chair|attendees|capacity|tutor|grade|grades|members|referee|present|"
    r"cast|author)",
    "note": r"(?:note|notes|details|agenda|minutes|description|about|category|categories|"
    r"tags|type|status|language|series|please note|transport|parking|accessibility|"
    r"bring|results?|score|video|materials|documents|"
    r"attachments|packet|public participation|remarks|(?:agenda|minutes|video|notice) (?:status|type(?:\(s\))?))",
    # When the page was made: nothing happens then.
    "stamp": r"(?:notice |agenda |minutes |date |last |page )*(?:posted|published|updated|edited|modified"
    r"|created|revised|approved|adopted)"
    r"(?: on| date| at)?|generated(?: by| on)?|date of (?:this )?(?:notice|posting|publication|issue)|file(?:d"
    r"| date)",
}
STATUS = {
    "cancelled": r"\b(?:cancell?ed|called off|canceled|CANCELLED|no meeting|will not (?:be held|meet|take place))\b",
    "postponed": r"\b(?:postponed|rescheduled|rearranged|moved to|put back)\b",
    "tentative": r"\b(?:provisional(?:ly)?|tentative(?:ly)?|to be confirmed|tbc|date tbc|"
    r"pencilled in|subject to confirmation)\b",
}
ASIDES = (
    r"^(?:\(|not\b|free|£|\$|€|tickets?|admission|entry|cost|price|donations?|"
    r"all welcome|all are welcome|everyone|everybody|bring|book|booking|call|"
    r"tel|phone|contact|email|ages?|aged|suitable|no\s|"
    r"limited|open to|refreshments?|tools|apologies|with\s|in aid|led by|run by|"
    r"hosted by|presented by|sponsored by|proceeds|please|register|registration|"
    r"rsvp|must|under|over|for\s|by\s|followed|preceded|then|starring|dir\.|"
    r"directed|meet(?! at)|doors|kick-?off|push-?back|"
    r"starting|after|before|until|via(?!\s+(?:zoom|teams|microsoft|webex|google|youtube))|online at|\d+\s*(?:min|km|"
    r"miles|people|places|spaces|hours|hrs|mins|minutes)|per\s|includes?|including|"
    r"posies|resuming|non-members|see|visit|http|www|arrive|"
    r"lunch provided|dress|wear|also|and\s|or\s|not\s|as\s|"
    r"because|due\s|held\s|every(?:one|body)|livestream|live stream|"
    r"more info|learn more|read more|add to calendar|download|"
    # Words that begin names too (Agenda Briefing, Children's Library, New Year swim): alone, or said in passing.
    r"(?:agenda|minutes|food|bar|parking|new(?!-)|zoom|details|view|video|approved|draft|children|kids|adults?"
    r"|members"
    r"|weather|guest|host|speaker|starts?|ends?|canceled|cancelled|postponed)(?!['’]s)(?!\s+(?-i:[A-Z])))\b"
)
ORIGINAL = (
    r"\b(?:announced for|originally|planned for|scheduled for|due|was to (?:be held|"
    r"take place)|due to (?:be held|take place)|previously|instead of|from)\s+(?:on\s+)?(?={T})"
)
RELATIVE = r"\bwhich\b"
CONDITIONAL = (
    r"\b(?:if (?:it |the |we |there )?(?:rains?|weather|wet|snow|bad|needed|"
    r"necessary)|in case of|in the event of|(?:rain|snow|back-?up) date|wet weather|weather permitting|"
    r"should the weather)\b"
)
LEFT_OPEN = r"\b(?:tba|tbd|to be (?:announced|decided|determined|arranged|fixed)|date to follow)\b"
SPAN_LENGTH = r"\b(?:for|lasting|lasts|running for|runs for|over)\s+(?:the\s+)?(?:next\s+)?{L}"
DEADLINE_TITLE = ("{what}", "deadline")
CONTACT = (
    r"(?:call|phone|tel\.?|telephone|contact|ring|info(?:rmation)?|enquiries|"
    r"text)[:\s]+([^.;,\n]{0,30}?\+?\(?\d[\d\-(). ]{6,16}\d)|([\w.+-]+@[\w-]+\.[\w.-]*\w)"
)
PRICE = (
    r"((?:£|\$|€)\d+(?:\.\d\d)?(?:\s*(?:-|–|to|/|per|a|for|each)\s*[\w£$€.]+)?)|"
    r"\b(free(?: (?:admission|entry|event|of charge))?)\b"
)
ORGANIZER = (
    r"\b(?:organi[sz]ed|hosted|sponsored|presented|put on|run)\s+by\s+(?:the\s+)?([A-Z][\w'’&.-]*(?:\s+(?:"
    r"of|the|and|for|&|[A-Z][\w'’&.-]*))*)|\b(?:Organi[sz]er|Host|Hosted by|"
    r"Sponsor)\s*:\s*([^.;\n]{2,60})"
)
#: A chunk of a row that is who speaks (Dr. Imani Cole (Haverbrook)).
PERSON = (
    r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|Sir|Dame)\.?\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w.'’-]+){0,3}|"
    r"[A-Z][\w'’-]+(?:\s+(?:[A-Z]\.|de|van|von))?\s+[A-Z][\w'’-]+(?:-[A-Z]\w+)?(?=\s*\())(?:\s*\([^)]*\))?"
    r"$"
)
#: What is said of every row below.
UNLESS_NOTED = (
    r"\b(?:unless (?:otherwise )?(?:noted|stated|listed|indicated|specified)|"
    r"all (?:meetings|events|talks|classes|sessions|games|services|matches|seminars|"
    r"lectures|screenings|concerts))\b"
)
#: What a closure closes.
STOPPABLE = (
    r"\b(?:road|street|lane|avenue|highway|(?:foot)?bridge|gates?|level crossing|underpass|jetty|pier|library"
    r"|museum|gallery|services?|"
    r"routes?|offices?|schools?|pool|footpath|path|trail|park|line|hall|centre|"
    r"center|station|court|water|power|electricity|gas|supply|parking|car park|"
    r"website|trains?|bus(?:es)?|ferry|section|ramp|exit|tunnel|closure|traffic|"
    r"rink|gym|beach|campground|market|store|shop|clinic|surgery|facility|building|"
    r"church|lot|northbound|southbound|eastbound|westbound|A\d+|M\d+|I-\d+|US \d+|"
    r"SR \d+|Route \d+|counter|collections?|classes|banks?|schools|courts?)\b"
)
#: A verb phrase that is a happening of its own, and what it is called: after its subject, with "=" by itself.
COMPOSED = (
    ("ribbon cutting", r"\bcut(?:s|ting)? the ribbon\b"),
    ("groundbreaking", r"\bbreak(?:s|ing)? ground\b"),
    (
        "{what} closed",
        r"\bno (?:person|vehicle|traffic)\s+shall\s+(?:drive|be driven|proceed|pass|wait|enter)\b(?:\s+(?:any"
        r"|a|motor|vehicle|vehicles))*"
        r"\s+(?:along|on|in|into|over)\s+(?P<what>(?:the\s+)?[A-Z][^,.;\ue000-\ue005]{3,50}?)(?=\s+(?:from"
        r"|between|on|at|in)\b|\s*[\ue000-\ue005,.;])",
    ),
    ("=School closed", r"^\W*no\s+(?:school|classes)\b"),
    (
        "{what} interrupted",
        r"\bthere will be no (?P<what>(?:power|water|gas|electricity|bus|train|ferry|rail|mail|trash|refuse"
        r"|recycling)(?:\s+(?:supply|services?"
        r"|collection|pick-?up|deliver(?:y|ies)|trains|buses))?)\b",
    ),
    (
        "=Early dismissal",
        r"\b(?:students|pupils|classes|schools?)\s+(?:will\s+)?(?:be\s+)?(?:dismissed|let out|dismiss)\b",
    ),
    (
        "",
        r"\bvoters\s+(?:will\s+|are\s+(?:set\s+)?to\s+)?(?:decide|vote on|consider)\s+(?:on\s+|the\s+|an?\s+)*"
        r"(?:\$[\d.,]+\s*(?:million|billion)?\s*)?(?P<what>[^,.;\ue000-\ue005]{4,60}?)(?=\s+(?:on|in|at)\b"
        r"|\s*[\ue000-\ue005,.;])",
    ),
    (
        "vote",
        r"\b(?:will|is|are)\s+(?:(?:set|scheduled|expected|due)\s+)?(?:to\s+)?(?:vote|decide)\b(?:\s+on\b"
        r"|\s+whether\b)?",
    ),
)
HOSTED_BY = r"(?:hosted|organi[sz]ed|presented|run|sponsored|put on)\s+by\b"
#: Bids are opened at the moment until which they are taken.
BID_OPENING = (
    r"\b(?:bids?|proposals?|tenders?|quotations)\b[^.]*\b(?:publicly\s+)?(?:opened|open(?=\s+and\s+read)"
    r"|opening)\b"
)
AT_THIS_HOUR = (
    r"\W*(?:we\s+|please\s+)?(?:meet(?:ing)?|starts?|starting|begins?|gather|assemble|kick-?off|set off"
    r"|sign-?on)\b[^.;,]{0,24}?{C}"
)
#: A row that says that there is none.
NONE_HELD = (
    r"(?:^|[\ue000-\ue005:,–—-]\s*)no\s+(?:[a-z]+\s+)?(?:meetings?|hikes?|mass|practice|services?|sessions?"
    r"|rehearsals?|class|events?"
    r"|programs?|games?|walks?|rides?|bingo)\b"
)
IN_FORCE = r"(?:effective|with effect from|in force from|in effect)\b"
#: The meeting of who is spoken of.
ITS_MEETING = (
    r"\b(?:at|during|for|until)\s+(?:its|their|an?|the)\s+(?:(?:next|regular|special|monthly|annual|virtual|ordinary"
    r"|{T})\s+)*"
    r"(?:meeting|session)\b|\bwhen\s+(?:it|they)\s+(?:next\s+)?meets?\b"
)
PLAIN_BODY = (
    r"\b(?:the\s+)?((?:(?:school|city|county|town|parish|village|planning|zoning|library|select|health|district)\s+)*"
    r"(board|council|commission|committee|trustees|selectmen|supervisors|commissioners))\b"
)
#: Friday is a P.A. Day; Tuesday will be the first day of school.
NAMED_DAY = (
    r"^\W*(?:on\s+)?{D}\s+(?:is|will be|marks)\s+(?:an?\s+|the\s+|our\s+)?"
    r"(?P<what>(?!(?:good|great|bad|busy|big|last|also|not)\b)(?:[\w'’.&-]+\s+){0,5}?(?:day|fair|festival"
    r"|holiday|sale|show|night|concert"
    r"|break|session|dinner|supper|market|meeting|parade)(?:\s+of\s+\w+)?)(?=[,.;(]|\s+(?:at|in|for|from|with"
    r"|and|when)\b|$)"
)
OPENED_BEFORE = r"\bwhich\s+(?:opened|began|started|has been (?:open|on|running))\s+(?:on\s+|since\s+)?{D}"
#: A name so general that a fuller one told before is meant.
#: Who meets.
BODY = (
    r"\b(?:board|council|commission|committee|authority|district|trustees|society|"
    r"association|club|supervisors|selectmen|cabinet)\b"
)
GENERIC = (
    r"(?:the |next |date of next |regular |special |annual |monthly |quarterly |"
    r"emergency |work |study |special called )*(?:meetings?|events?|sessions?|"
    r"hearings?|services?|concerts?|shows?|festivals?|races?|talks?)"
)
#: The name of who meets, as printed in capitals.
BODY_NAME = (
    r"(?:(?!(?:The|A|An|Next|Regular|Special|Notice|Agenda|Annual|Emergency|Public|Meeting|Our|This|All|Upcoming)\b)"
    r"[A-Z][\w'’.-]*[ ]+(?:(?i:of|and|&|the|on|for)[ ]+)*){0,5}"
    r"(?=[A-Z])(?i:Boards?|Council|Commission|Committee|Authority|Trustees|Selectmen|Supervisors|Commissioners"
    r"|Aldermen|Cabinet"
    r"|Panel|Task Force|Senate|Legislature|Assembly|Society|Association|Club|Foundation|Guild)\b(?!\s*[Rr]oom)"
    r"(?:[ ]+(?i:of|on|for)[ ]+(?:the[ ]+)?[A-Z][\w'’-]*(?:(?:,?[ ]+(?:and|&|of|on)[ ]+|[ ]+)[A-Z][\w'’-]*)*)?"
)
#: What any meeting could be called.
ANY_MEETING = (
    r"(?:the |date of |our |a )*(?:next |following |upcoming )?(?P<sort>(?:(?:scheduled|rescheduled|adjourned"
    r"|regular(?:ly)?|"
    r"special|called|annual|monthly|quarterly|emergency|work|working|study|organi[sz]ational|business"
    r"|ordinary|extraordinary|voting|planning|board|joint|virtual|hybrid|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)[ -]+)*(?:meetings?|sessions?|workshops?))"
)
#: What happens within a meeting, at its own hour.
WITHIN_MEETING = (
    r"\b(?:public hearings?|hearing|closed session|executive session|open session|regular session|work session"
    r"|study session|"
    r"site walk|site visit|open forum|public forum|question time|reception|presentation)\b"
)
#: A sentence that tells where something is that was told before, or all of it.
PLACE_HINT = r"(?:held|place|hosted|located|happens?|meets?| is| are| be) (?:at|in) "
PLACE_OF_ALL = (
    r"(?:(?<=[.!?]\s)|^|(?<=\n))\W*(?:unless (?:otherwise )?(?:noted|stated)[, ]+)?"
    r"(?:(?P<all>(?:all|both)\s+(?:of\s+(?:the\s+)?)?(?:[\w-]+\s+){0,2}?(?:meetings|events|sessions|talks"
    r"|classes|concerts|hearings|workshops"
    r"|services|games|matches|screenings|performances|shows|of (?:them|these))|(?:meetings|events|sessions"
    r"|talks|classes))"
    r"|it|this|(?:the|this)\s+(?:[\w-]+\s+){0,3}?(?:meeting|hearing|event|session|talk|concert|workshop"
    r"|service|forum|open house|festival|fair"
    r"|conference|show|ceremony|sale|class|screening|dinner|supper))"
    r"\s+(?:will\s+be|is|are|will|to\s+be)?\s*(?:held|take(?:s)?\s+place|hosted|located|happen(?:s)?"
    r"|meet(?:s)?)?\s+(?:at|in)\s+"
    r"(?=(?:the\s+)?(?-i:[A-Z0-9]))"
)
#: What begins and ends without being a happening's name.
SEASONS = r"\b(?:timetable|term|semester|school year|classes|half-term|trimester|school)$"
#: One of several told together before ("Two listening sessions are planned. The first will be held ...").
ONE_OF = (
    r"(?i)^(?:the|a)\s+(?:first|second|third|fourth|next|others?|last|final)(?:\s+(?:one|two|three|"
    r"session|meeting|event|talk|class))?$"
)
#: ... and how they were told.
SEVERAL = r"\b(?:two|three|four|five|six|several|both|\d)\s+((?:[a-z-]+\s+){0,3}[a-z-]+s)\b"
#: Words of sport, without which a team that "hosts" another plays no match.
SPORT = (
    r"\b(?:kick-?off|tip(?:-?off)?|cricket|hockey|rugby|football|soccer|basketball|"
    r"baseball|softball|volleyball|netball|lacrosse|tennis|league|fixtures?|"
    r"match(?:es)?|game|season|points|wicket|innings?|quarter|XI|United|FC|(?:1|"
    r"2|3)(?:s|sts?|nds?|rds?)|start\)|scored|conference title|playoffs?|varsity|"
    r"coach|captain|quarter-?finals?|semi-?finals?|division|conference|tournament|regionals|sectionals)\b"
)
TEAM = (
    r"\b(?:boys|girls|men'?s|women'?s|ladies|basketball|football|soccer|hockey|"
    r"rugby|cricket|baseball|softball|volleyball|netball|wrestling|swimming|"
    r"gymnastics|skiing|tennis|lacrosse|track|golf|1s|2s|3s|1st XI|2nd XI|XI|"
    r"U\d+s?|under-?\d+s?|varsity|JV|FC|United|Rovers|Athletic)\b"
)
FIXTURE = (
    r"^(?P<home>(?!.*\b(?:lost|beat|drew|won)\b)[A-Z][\w'’.& ]{1,30}?)\s+(?:v\.?|"
    r"vs\.?|versus)\s+(?P<away>[A-Z][\w'’.& ]{1,30}?)$"
)
#: A team that is somewhere: the other is at home.
AWAY = (
    r"(?P<away>[A-Z][\w'’.& ]{1,24}?)\s+(?:travels? to|at|go(?:es)? to|visits?|"
    r"(?:are|is) away (?:at|to)|will (?:visit|travel to|face|meet))\s+(?P<home>[A-Z][\w'’.&]*(?:\s+[A-Z][\w"
    r"'’.&]*){0,3})"
)
HOME = (
    r"(?P<home>[A-Z][\w'’.& ]{1,24}?)?(?:\s*\(\d[^)]{0,12}\))?\s*\b(?:hosts?|entertains?|welcomes?|(?:are|"
    r"is) at home (?:to|against)|at home to)\s+(?P<away>[A-Z][\w'’.&]*(?:\s+[A-Z][\w'’.&]*){0,3})"
)
TRANSLATE = None
