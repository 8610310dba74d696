"""Kinds of happenings, by the words of their names, in Kazakh."""

CATEGORIES = {
    "festival": r"мейрам|мереке|фестивал|той|шеру|наурыз",
    "performance": r"концерт|спектакл|айтыс|премьера",
    "exhibition": r"көрме",
    "sport": r"жарыс|сайыс|турнир|көкпар|бәйге|аударыспақ",
    "meeting": r"жиналыс|жиын|кездесу|форум|конференция",
    "education": r"лекция|дәріс|үйірме|сабақ|семинар",
    "market": r"жәрмеңке",
    "deadline": r"өтінім|тіркеу",
}
