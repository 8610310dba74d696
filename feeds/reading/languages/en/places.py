"""Where things happen, in English: what the names of venues end in or begin with."""

ADMINISTRATIVE = r"(?:County|Township|Village|Borough|City|Parish|District|Province)"
VENUE = (
    r"(?:[Hh]all|[Cc]entre|[Cc]enter|[Rr]ooms?|[Cc]hambers?|[Ll]ibrary|[Mm]useum|"
    r"[Gg]allery|[Tt]heatre|[Tt]heater|[Cc]inema|[Aa]uditorium|[Aa]rena|[Ss]tadium|"
    r"[Gg]rounds?|[Ff]ield|[Pp]itch|[Cc]ourt(?:s|house|room|yard)?|"
    r"[Pp]ark|[Gg]ardens?|[Ss]quare|[Gg]reen|[Cc]ommon|[Rr]ec(?:reation [Gg]round)?|"
    r"[Cc]hurch(?:yard)?|[Cc]hapel|[Cc]athedral|[Ss]ynagogue|[Mm]osque|[Tt]emple|"
    r"[Vv]icarage|[Rr]ectory|[Ss]chool|[Cc]ollege|[Uu]niversity|[Aa]cademy|"
    r"[Cc]ampus|[Cc]lubhouse|(?:[Ss]ocial|[Rr]ugby|[Gg]olf|[Ss]ports?|[Cc]ountry|[Yy]acht|[Tt]ennis"
    r"|[Ff]ootball|[Cc]ricket|[Cc]onservative|[Ll]abour|[Ll]iberal|[Bb]owl(?:s|ing)|[Ss]ailing|[Rr]owing"
    r"|[Aa]thletic|[Jj]azz|[Cc]omedy|[Rr]ugby|RSL|[Ll]eagues|[Ww]orking [Mm]en['’]s|[Bb]oys (?:and|&) [Gg]irls"
    r"|[Ww]omen['’]s|[Mm]asonic|[Ss]wim|[Hh]unt|[Gg]un) [Cc]lub|[Pp]avilion|[Ii]nn|[Hh]otel|[Pp]ub|[Bb]ar|"
    r"[Cc]af[eé]|[Rr]estaurant|[Bb]rewery|[Ww]inery|[Ff]arm|[Bb]arn|[Mm]ill|"
    r"[Qq]uay|[Pp]ier|[Dd]ock|[Hh]arbou?r|[Mm]arina|[Bb]each|[Ll]ake|[Rr]iver|"
    r"[Bb]rook|"
    r"[Ss]tation|[Tt]erminal|[Aa]irport|[Mm]arket(?:place)?|[Mm]all|[Pp]laza|"
    r"[Ss]tore|[Bb]ookshop|[Bb]ookstore|[Hh]ouse|[Bb]uilding|[Tt]ower|[Cc]astle|"
    r"[Aa]bbey|[Hh]ospital|[Cc]linic|[Ss]tudio|[Gg]ym(?:nasium)?|[Pp]ool|"
    r"[Ll]odge|[Ll]egion|[Mm]emorial|[Ee]xchange|[Ii]nstitute|[Cc]omplex|[Ff]acility|"
    r"[Oo]ffices?|[Bb]oardroom|[Ll]ounge|[Ff]oyer|[Ll]obby|[Ss]tage|[Tt]ent|"
    r"[Mm]arquee|[Tt]rail(?:head)?|[Pp]reserve|[Ff]orest|[Ww]oods?|[Ii]sland|"
    r"[Ss]treet|St\.?|[Rr]oad|Rd\.?|[Aa]venue|Ave\.?|[Ll]ane|Ln\.?|[Dd]rive|"
    r"Dr\.?|[Bb]oulevard|Blvd\.?|[Ww]ay|[Cc]lose|[Tt]errace|[Cc]rescent|[Rr]ow|"
    r"[Ww]alk|[Cc]ircle|Pkwy|[Pp]arkway|[Hh]ighway|Hwy|[Pp]l\.|"
    r"[Ff]loor|[Ss]uite|Ste\.?|Zoom|[Oo]nline|[Aa]stro|[Ll]eisure [Cc]entre|"
    r"[Ff]airgrounds?|[Ss]howground|[Rr]acecourse|[Cc]onservatory|[Oo]bservatory|"
    r"[Pp]lanetarium|[Zz]oo|[Aa]quarium|[Tt]own [Hh]all|[Vv]illage|[Ww]harf|"
    r"[Bb]ridge|[Hh]eadquarters|HQ|[Vv]irtual|Webex|Teams|[Rr]amp|[Bb]asement|"
    r"[Ss]urgery|[A-Za-z]+rooms?|[Pp]addock|[Ll]awn|[Aa]nnexe?|[Cc]ommons|[Cc]afeteria|[Gg]range|Elementary"
    r"|[Pp]arlou?r|[Ss]anctuary|"
    r"[Bb]andstand|[Gg]azebo|[Aa]rmou?ry|[Dd]epot|[Ff]irehouse|[Aa]trium|[Gg]reenhouse|[Ll]anding|[Ss]lipway|"
    r"[Pp]romenade|[Rr]efectory|[Ww]ebinar|Google Meet|[Rr]eserve|[Aa]mphithea(?:ter|tre)|[Cc]ollections? [Pp]oint)"
)
#: How a street address begins.
ROOM = (
    r"(?:Room|Rm\.?|Suite|Studio|Hall|Gym|Field|Court)\s+(?:[A-Z]|\d+\w*)\b|"
    r"\d{1,5}\s+(?!(?:KB|MB|GB|PDF|AM|PM)\b)(?:[NSEW]\.?\s+)?[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,4}"
)
ADJECTIVE = r"^(?:beautiful|historic|scenic|picturesque|lovely|famous|sunny)\s+"
STOP = (
    r"\s+(?:to which|which|where|who|that|with|for|from|when|while|as|because|"
    r"during|after|before|until|by|and (?:will|is|are|was|the|a|then|also)|will|"
    r"is|are|was|were|has|have|starting|beginning|featuring|followed|due|all|"
    r"free|tickets|admission|please|on|at(?=\s*[\ue000-\ue005])|to (?:discuss|"
    r"hear|consider|review|celebrate|mark|raise|the public)|in (?:aid|support|"
    r"order|person|honou?r|memory|conjunction|association|connection))\b|\s*[\ue000-\ue005(;]"
)
SECTION = r"^([A-Z][\w'’&.,()\- ]{2,60})[:.]?$"
#: What "in" and "at" lead to and is no place.
NO_PLACE = (
    r"(?:the\s+)?(?:(?:English|Spanish|French|German|Welsh|Irish|Gaelic|Chinese|Mandarin|Cantonese|Russian|Kazakh"
    r"|Portuguese|Italian|Polish|Arabic|Hindi|ASL)\b|(?:person|advance|full|part|total|honou?r|memory|session|recess"
    r"|Person|Advance|least|most|all|first|last|once|noon|midnight|cost)\b|(?:a|the) (?:later|future|time|cost)\b"
    r"|(?:which|this|that) (?:time|point)\b)"
)
