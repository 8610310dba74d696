"""The furniture of an English page: datelines, bylines, and what is printed on a page and is no article.

Each table is a sequence of patterns; a pattern is tried at the beginning of a paragraph (datelines, labels) or
against the whole of a line (bylines, furniture). `who` is the group that holds the names.
"""

from __future__ import annotations

#: A capital makes a name, but for days, months and the words of a masthead.
_WORD = (
    r"(?!(?:Of|For|Staff|Noon|Appointment|Invitation|Order|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b(?!\s[A-Z]))"
    r"[A-Z][\w'’.-]*"
)
_PERSON = rf"{_WORD}(?:[ ](?:de|van|von|der|la|bin|ibn|{_WORD})){{0,4}}"
_PEOPLE = rf"{_PERSON}(?:(?:, | and | & ){_PERSON}){{0,4}}"
_JOB = (
    r"(?:[Ss]taff|[Ss]enior|[Ss]ports?|[Cc]ounty|[Cc]ity|[Ll]ocal|[Cc]hief|[Ss]pecial|[Cc]ommunity"
    r"|[Ee]ducation|[Aa]rts|[Nn]ews)?"
    r"[ ]?(?:[Rr]eporter|[Ww]riter|[Cc]orrespondent|[Ee]ditor|[Cc]ontributor|[Cc]olumnist|[Ss]taff)"
)

#: A letter that no dateline is without: a line that lacks them all is not looked at.
DATELINE_LETTERS = "—–)\\-"
DATELINES = (
    # LONDON (Reuters) — ; SPRINGFIELD, Ohio, Jan. 5 (AP) – ; MAPLE HARBOR --
    r"(?!(?:FOR|NOTICE|NEWS|UPDATED?|TRAINING|FIXTURES|RESULTS|SUBS|CLUB|POSTPONED|CANCEL|AGENDA|WHEN|WHERE"
    r"|WHAT|WHO|COST|FREE|NEW"
    r"|TICKETS|SPORTS?|MON|TUE|WED|THU|FRI|SAT|SUN|REMINDER|WANTED|LOST|FOUND|PLEASE|ROADWORKS|MEETING|PUBLIC"
    r"|SPECIAL|REGULAR)[A-Z]*\b)"
    r"[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?:[ ]*\((?P<who>[A-Z][\w ./]{1,30})\))?[ ]*(?:—|–|--|-(?= ))[ ]*(?=[A-Z“\"'‘])",
    r"\((?P<who>(?:AP|Reuters|AFP|UPI|Xinhua|PTI|CNS|Staff Report|STAFF REPORT)[^)]{0,30})\)[ ]*(?:—|–|--|-)[ ]*",
)
BYLINES = (
    rf"(?:(?:Exclusive|EXCLUSIVE|Special report|Interview|Report|Review)[ ])?(?:[Bb]y|BY)[ :]+"
    rf"(?P<who>(?:(?i:our |a |the )?{_PEOPLE}|{_PEOPLE}))(?:(?:, | ?[|·•/–—-] ?"
    rf"| )(?:the )?(?:[\w ]{{0,30}}{_JOB}|.{{0,24}}@.{{3,30}}))?(?: ?[|·•,–—-] ?(?:(?:[Pp]osted|[Pp]ublished"
    rf"|[Uu]pdated)\b.{{0,60}}|[A-Z][a-z]+\.? \d{{1,2}}, \d{{4}}.{{0,30}}))?",
    r"(?:BY|By) (?P<who>[A-Z][A-Z.'’-]+(?:[ ][A-Z][A-Z.'’-]+){1,4})",
    r"(?P<who>(?:STAFF|Staff|WIRE|Wire) (?:REPORTS?|Reports?|reports?|WRITERS?|Writers?|writers?))",
    rf"(?:Words|Text|Story|Report|Reporting|Written|Compiled|Reported|Story and photos?"
    rf"|Words and pictures)(?: by|:) (?P<who>{_PEOPLE})(?:[ |/,;]+(?:[Pp]ictures?|[Pp]hotos?"
    rf"|[Pp]hotographs?)(?: by|:).{{3,40}})?",
    rf"(?:Posted|Published)(?: on)?:? [^.]{{6,40}}? by:? (?P<who>{_PEOPLE})",
    rf"(?P<who>{_PEOPLE}) reports\.?",
    rf"(?P<who>{_PEOPLE})(?:, |,? \| ?){_JOB}",
    r"(?P<who>(?:From )?(?:[Oo]ur|OUR) (?:own )?(?:[Cc]orrespondent|CORRESPONDENT|[Rr]eporters?|[Ss]taff))",
)
CLOSING_BYLINES = (rf"(?:—|–|--)[ ]?(?P<who>{_PEOPLE})", rf"\((?:[Bb]y )?(?P<who>{_PEOPLE}), {_JOB}\)")
ROLES = (
    r",[\w ]{1,30}\b(?:[Rr]eporter|[Ww]riter|[Cc]orrespondent|[Ee]ditor)\b|\b[Oo]ur\b"
    rf"|(?:, ?)?\b{_JOB}\b|\b[Bb]y\b|\b(?:the|our|a)\b(?= )"
)

FURNITURE = (
    r"(?:(?:[Ff]ile|FILE|[Cc]ourtesy|[Ss]taff|[Cc]ontributed|Submitted) )?(?:[Pp]hotos?|PHOTOS?|[Pp]ictures?"
    r"|PICTURES?|[Pp]hotographs?|[Ii]mages?|Credit|Illustration)(?: by| courtesy|:| credit| supplied"
    r"|/).{0,160}",
    r"(?:File|Courtesy|Staff|Stock) photo(?:graph)?\b.{0,100}",
    r"(?:Pictured|PICTURED|Above|ABOVE|Caption)(?::| \(|,? (?:from left|left to right|are|is)).{0,240}",
    r".{0,240}\((?:[Pp]hoto|[Pp]icture|PHOTO|Courtesy|File photo)[^)]{0,60}\)",
    r".{0,200}[.!?”\"] ?(?:Photo|Picture|PHOTO|Photograph)s?(?: by|:) .{3,50}",
    r"[(\[]?(?i:(?:story )?continu(?:ed|es) (?:on|from|to)|turn to|see|please see|cont'?d\.?(?: on| from)?"
    r"|from|more on) (?:[\w ,’'-]{0,30}[, ])?(?:page|p\.|pg\.?) ?[A-Z]?-?\d{1,3}\b.{0,30}[)\]]?",
    r"(?:WEATHER|Weather|Today'?s [Ww]eather|Forecast|FORECAST|TODAY'S WEATHER|Weather forecast)(?: watch"
    r"| for .{3,30})?(?::|[ ]*[-–—|]|$).{0,240}",
    r"(?:Today|Tonight|Tomorrow|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*: .{0,60}(?:[Hh]igh|[Ll]ow|°|[Ss]unny|[Cc]loudy"
    r"|[Rr]ain|[Ss]howers).{0,80}",
    r"(?i:advertisement|advertorial|advert|sponsored(?: content)?|paid (?:notice|advertisement)"
    r"|classifieds?)(?:\s*[:—–|-].{0,200})?",
    r"(?:Printed(?: and published)?|Published(?: weekly| monthly| daily| every \w+)?|Edited) (?:by|at|in"
    r"|from) .{0,200}",
    r"(?:Editor|Publisher|Proprietor|Newsdesk|News desk|Advertising|Circulation|Subscriptions?|Reception"
    r"|Registered (?:at|as|office|charity)|Registered|Charity (?:no|number)|ISSN|Vol(?:ume|\.)"
    r"|Issue)\b[.:]? ?.{0,160}",
    r"(?:©|\([cC]\)|Copyright|All rights reserved).{0,200}",
    r"(?i:unsubscribe|manage (?:your )?preferences|view (?:this )?(?:email )?in (?:your )?browser"
    r"|forward to a friend|privacy policy|terms of (?:use|service)|cookie (?:policy|settings)"
    r"|skip to (?:main )?content|print this page|share this|follow us|subscribe now|sign up for|read more"
    r"|back to top|log ?in|related (?:stories|articles|links)|you may also like)\b.{0,120}",
    r"(?:Posted|Published|Updated|Last [Uu]pdated|Last [Mm]odified|Modified|Page last updated|POSTED"
    r"|FOR IMMEDIATE RELEASE|For [Ii]mmediate [Rr]elease)\b.{0,40}(?:\d{4}|\d{1,2}/\d{1,2}/\d{2,4}|hours? ago"
    r"|days? ago)?.{0,40}",
    r"[^.]{1,40}(?: [|·•>»] ?[^.\d]{1,30}){2,12}",
    r"[«‹←].{0,40}|.{0,40}[»›→]|This event has passed\.?",
    r"(?:\(Published|\(First published|\(Pub\.|\(\d{1,2}/\d{1,2}).{0,80}\)",
    r"(?:Tel|Phone|Fax|Website|Web|E-?mail)[.:] ?[^a-z]{0,3}\S{0,50}",
    r"(?:- ?)?\d{1,4}(?: ?-)?",
)
#: Who runs the club, parish or office: printed at the head or the foot of its notices.
IMPRINTS = (
    r"(?:Vicar|Rector|Minister|Priest|Curate|Clerk|Secretary|Treasurer|Chair(?:man|woman|person)?"
    r"|Churchwardens?|President|Editor|Office|Parish [Oo]ffice|Hon\.? [Ss]ec\w*|Contact)\s*:.{0,200}",
    r".{0,80}(?:Charity|Reg(?:istered|\.)?) (?:no|number|No)\.? ?[\d-]{4,}.{0,40}",
)
#: The names of a paper's pages and columns, alone on a line.
SECTIONS = (
    r"(?i:news|sports?|local news|community|community news|what's on|whats on|in brief|news in brief|briefs"
    r"|opinion|letters|obituaries|business|features|arts|entertainment|diary|notices|calendar|front page"
    r"|lifestyle|national|world|around town|police & court|courts?|education|health)",
    r"(?:Page |PAGE )?[A-Z]?\d{1,3}",
)
LABELS = (
    r"(?i:agenda|minutes|programme|program|schedule|timetable|registration|tickets?|booking|how to book"
    r"|admission|venue|location|directions|parking|contact(?: us)?|further information|more information"
    r"|for more information|details|when|where|who|what|why|time|date|cost|price|notes?|about|results|fixtures"
    r"|dates for your diary|at a glance|key dates|what to bring|rules|entry|entries|eligibility|accessibility"
    r"|public comment|how to (?:participate|attend|join|apply|register)|background|attachments?|remote access"
    r"|every (?:week|month|day)|weekly|monthly|ongoing|recurring|don't forget|coming up|this (?:week|weekend"
    r"|month)|next week|save the date|also|in other news|highlights|programme highlights|program highlights"
    r"|notes to editors|about the .{3,30})(?:[: ].{0,24})?:?$",
    r"(?:[IVX]+|[A-Z]|\d{1,2})[.)] ",
    r"(?:MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday)s?\b.{0,40}$",
    r".{1,50}:$",
)
#: What stands before the facts of a listing, line by line.
FIELDS = (
    r"(?i:dates?|times?|when|where|venue|location|place|cost|price|tickets?|admission|contact|phone|tel"
    r"|e-?mail|speakers?|organi[sz]ers?|rsvp"
    r"|host|age|ages|website|register|registration|deadline|info|details|parking|doors|age group)[ ]?: "
)
TAILS = (
    r"(?i:related(?: (?:stories|articles|news|links|content|posts))?|more (?:news|stories|from .{2,30})|older news"
    r"|you may also like|recommended(?: for you)?|see also|latest news|most (?:read|popular)"
    r"|upcoming events|trending)[:]?$"
)
NOTICES = (
    r"(?i:notices?|agenda|programme|program|schedule|calendar|bulletin|newsletter|timetable"
    r"|listings?|what's on|fixtures|minutes|events|activities|news)"
)
PUBLISHED = (
    r"(?:\b(?:posted|published|(?:(?:page|content|this page was) )?(?:last )?(?:updated|modified)"
    r"|as of(?: \d{1,2}:\d\d ?[ap]\.?m\.?,?)?|issued|released|release date|date posted|date of issue"
    r"|(?:news|press|media) release|for immediate release)\b"
    r"(?: on| by [\w .'-]{2,40}?(?: on)?)?)"
)
REPORTS = ()
