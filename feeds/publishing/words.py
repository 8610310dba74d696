"""Our own few words inside a feed, by the language of the event; what people printed is never translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

#: One row a phrase, one column a language.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "deadline": "截止：{}",
        "cancelled": "【已取消】{}",
        "postponed": "【延期】{}",
        "moved": "【改期】{}",
        "opening": "{}（开幕）",
        "closing": "{}（闭幕）",
        "was": "原定{}",
        "was_at": "原地点：{}",
        "until": "到{}为止",
        "through": "{}至{}",
        "place": "地点：{}",
        "organizer": "主办：{}",
        "contact": "联系：{}",
        "price": "费用：{}",
        "printed": "{}，{}",
        "undecided": "新的日期待定",
        "soon": "{}：{}",
    },
    "zh-Hant": {
        "deadline": "截止：{}",
        "cancelled": "【已取消】{}",
        "postponed": "【延期】{}",
        "moved": "【改期】{}",
        "opening": "{}（開幕）",
        "closing": "{}（閉幕）",
        "was": "原定{}",
        "was_at": "原地點：{}",
        "until": "到{}為止",
        "through": "{}至{}",
        "place": "地點：{}",
        "organizer": "主辦：{}",
        "contact": "聯絡：{}",
        "price": "費用：{}",
        "printed": "{}，{}",
        "undecided": "新的日期待定",
        "soon": "{}：{}",
    },
    "en": {
        "deadline": "Deadline: {}",
        "cancelled": "[Cancelled] {}",
        "postponed": "[Postponed] {}",
        "moved": "[Moved] {}",
        "opening": "{} (opening)",
        "closing": "{} (closing)",
        "was": "originally {}",
        "was_at": "moved from {}",
        "until": "until {}",
        "through": "{} to {}",
        "place": "Place: {}",
        "organizer": "Organiser: {}",
        "contact": "Contact: {}",
        "price": "Price: {}",
        "printed": "{}, {}",
        "undecided": "new date to be announced",
        "soon": "{}: {}",
    },
    "ru": {
        "deadline": "Срок: {}",
        "cancelled": "[Отменено] {}",
        "postponed": "[Отложено] {}",
        "moved": "[Перенесено] {}",
        "opening": "{} (открытие)",
        "closing": "{} (закрытие)",
        "was": "первоначально {}",
        "was_at": "раньше: {}",
        "until": "до {} включительно",
        "through": "{} — {}",
        "place": "Место: {}",
        "organizer": "Организатор: {}",
        "contact": "Контакты: {}",
        "price": "Стоимость: {}",
        "printed": "{}, {}",
        "undecided": "новая дата будет объявлена",
        "soon": "{}: {}",
    },
    "kk": {
        "deadline": "Соңғы мерзім: {}",
        "cancelled": "[Болмайды] {}",
        "postponed": "[Кейінге қалдырылды] {}",
        "moved": "[Ауыстырылды] {}",
        "opening": "{} (ашылуы)",
        "closing": "{} (жабылуы)",
        "was": "бастапқыда {}",
        "was_at": "бұрынғы орны: {}",
        "until": "{} қоса алғанда дейін",
        "through": "{} — {}",
        "place": "Орны: {}",
        "organizer": "Ұйымдастырушы: {}",
        "contact": "Байланыс: {}",
        "price": "Бағасы: {}",
        "printed": "{}, {}",
        "undecided": "жаңа күні хабарланады",
        "soon": "{}: {}",
    },
}

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "kk": (
        *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
        *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    ),
}


#: Our own categories as their readers call them: zh, zh-Hant, en, ru, kk.
CATEGORIES: Mapping[str, tuple[str, str, str, str, str]] = {
    "festival": ("节庆", "節慶", "Festival", "Праздник", "Мереке"),
    "performance": ("演出", "演出", "Performance", "Концерт, спектакль", "Концерт, спектакль"),
    "exhibition": ("展览", "展覽", "Exhibition", "Выставка", "Көрме"),
    "sport": ("体育", "體育", "Sport", "Спорт", "Спорт"),
    "meeting": ("会议", "會議", "Meeting", "Собрание", "Жиналыс"),
    "education": ("教育", "教育", "Education", "Образование", "Білім"),
    "health": ("健康", "健康", "Health", "Здоровье", "Денсаулық"),
    "market": ("集市", "市集", "Market", "Ярмарка", "Жәрмеңке"),
    "religion": ("宗教", "宗教", "Worship", "Богослужение", "Ғибадат"),
    "notice": ("通知", "通知", "Notice", "Объявление", "Хабарландыру"),
    "social": ("联谊", "聯誼", "Social", "Встреча", "Кездесу"),
    "culture": ("文化", "文化", "Culture", "Культура", "Мәдениет"),
    "visit": ("参访", "參訪", "Visit", "Визит", "Сапар"),
    "ceremony": ("仪式", "儀式", "Ceremony", "Церемония", "Рәсім"),
    "recruitment": ("招聘", "徵才", "Jobs", "Работа", "Жұмыс"),
    "tender": ("招标", "招標", "Tender", "Тендер", "Тендер"),
    "transport": ("交通", "交通", "Transport", "Транспорт", "Көлік"),
    "closure": ("停用管制", "停用管制", "Closure", "Закрытие", "Жабылуы"),
    "outage": ("停水停电", "停水停電", "Outage", "Отключение", "Ажыратылуы"),
    "holiday": ("假期", "假期", "Holiday", "Каникулы", "Демалыс"),
    "deadline": ("截止", "截止", "Deadline", "Срок", "Соңғы мерзім"),
}
_COLUMNS = ("zh", "zh-Hant", "en", "ru", "kk")


def _table(language: str | None) -> str:
    tag = language or "en"
    if tag.startswith(("zh-Hant", "zh-TW", "zh-HK", "zh-MO")):
        return "zh-Hant"
    short = tag.partition("-")[0]
    return short if short in _WORDS else "en"


def say(language: str | None, name: str, *values: str) -> str:
    """One of our phrases with its gaps filled.

    >>> say("zh-Hans", "deadline", "征文报名")
    '截止：征文报名'
    """
    parts = _WORDS[_table(language)][name].split("{}")
    return "".join(part + value for part, value in zip(parts, (*values, ""), strict=True))


def day(language: str | None, moment: dt.date | dt.datetime, precision: str = "day") -> str:
    """A day (month, year, moment) in words.

    >>> day("zh", dt.date(2025, 1, 18)), day("en", dt.datetime(2025, 1, 18, 10, 30))
    ('2025年1月18日', '18 January 2025, 10:30')
    >>> day("en", dt.date(2025, 6, 1), "month")
    'June 2025'
    """
    table = _table(language)
    hours = f"{moment:%H:%M}" if isinstance(moment, dt.datetime) else ""
    if table.startswith("zh"):
        parts = [f"{moment.year}年", f"{moment.month}月", f"{moment.day}日"]
        return "".join(parts[: {"year": 1, "month": 2}.get(precision, 3)]) + hours
    month = _MONTHS[table][moment.month - 1]
    if precision == "year":
        return str(moment.year)
    if precision == "month":
        # The nominative of a month's name alone differs in Russian; digits are never wrong.
        return f"{moment.month:02}.{moment.year}" if table == "ru" else f"{month.capitalize()} {moment.year}"
    text = f"{moment.day} {month} {moment.year}"
    return f"{text}, {hours}" if hours else text


def category(language: str | None, name: str) -> str:
    """A category in the reader's words, when it is one of ours; else as it was printed.

    >>> category("zh-Hans", "festival"), category("en", "乡村旅游")
    ('节庆', '乡村旅游')
    """
    known = CATEGORIES.get(name)
    return known[_COLUMNS.index(_table(language))] if known else name
