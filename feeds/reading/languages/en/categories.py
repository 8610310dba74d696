"""Kinds of happenings, by the words of their names, in English. The first that matches leads."""

CATEGORIES = {
    "festival": r"\b(?:festival|fest|fair|fayre|f[eê]te|carnival|parade|procession|regatta|"
    r"fireworks|bonfire|jubilee|pageant|gala)\b",
    "performance": r"\b(?:concert|recital|gig|performance|play|musical|opera|ballet|show|screening|"
    r"film|movie|cabaret|comedy|choir|band|orchestra|theatre|theater|music|carols?|"
    r"dance|tales)\b",
    "exhibition": r"\b(?:exhibition|exhibit|display|gallery|art show|museum)\b",
    "sport": r"\b(?:v|vs|versus|match|game|race|run|marathon|tournament|championships?|"
    r"cup|league|fixture|swim|cycle|ride|5k|10k|football|cricket|hockey|rugby|"
    r"tennis|training)\b",
    "meeting": r"\b(?:meeting|hearing|council|board|committee|commission|agm|conference|"
    r"congress|summit|forum|workshop session|work session|town hall|pcc|symposium|"
    r"assembly)\b",
    "education": r"\b(?:class|course|lesson|lecture|talk|workshop|seminar|webinar|training|"
    r"school|storytime|story time|rhyme time|reading|book|exam|orientation|camp|"
    r"tour|sessions?)\b",
    "health": r"\b(?:blood drive|clinic|vaccination|vaccine|screening|health|wellness|yoga|pilates)\b",
    "market": r"\b(?:market|sale|bazaar|auction|jumble|boot sale|bake sale|plant sale)\b",
    "religion": r"\b(?:service|evensong|communion|mass|eucharist|prayers?|lent|easter|church|vigil|worship)\b",
    "notice": r"\b(?:clos(?:ed|ure)|shut|roadworks?|outage|suspended|withdrawn|diversion|maintenance|holiday)\b",
    "social": r"\b(?:dinner|lunch|supper|party|picnic|coffee|tea|quiz|bingo|social|reunion|barbecue|bbq|breakfast)\b",
    "deadline": r"\b(?:deadline|closes|due)\b",
}
