"""Languages without tables: what is written out as a date is read through dateparser, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from feeds.reading.timex import find

READ_ON = dt.date(2025, 1, 16)


@pytest.mark.parametrize(
    ("language", "text", "phrase", "value"),
    [
        ("de", "Das Konzert findet am 25. Januar 2025 statt.", "25. Januar 2025", "2025-01-25"),
        ("de", "Am 28. Dezember endete die Ausstellung.", "28. Dezember", "2024-12-28"),
        ("fr", "Le marché ouvre le 8 février 2025 à 10h30.", "8 février 2025 à 10h30", "2025-02-08T10:30"),
        ("fr", "Fermé le 3 mars.", "3 mars", "2025-03-03"),
        ("es", "La feria será el 14 de febrero de 2025.", "14 de febrero de 2025", "2025-02-14"),
        ("it", "La mostra apre il 2 aprile 2025.", "2 aprile 2025", "2025-04-02"),
        ("tr", "Şenlik 19 Mayıs 2025 günü.", "19 Mayıs 2025", "2025-05-19"),
        ("de", "Stichtag: 18.01.2025", "18.01.2025", "2025-01-18"),
        ("pl", "Aktualizacja 2025-01-10", "2025-01-10", "2025-01-10"),
        ("de", "Erscheint im Mai 2025.", "Mai 2025", "2025-05"),
    ],
)
def test_a_date_written_out_is_read_as_exactly_as_it_is_written(
    language: str, text: str, phrase: str, value: str
) -> None:
    found = find(text, READ_ON, language)
    assert [(text[t.span.start : t.span.end], t.value) for t in found] == [(phrase, value)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Version 10.12.3 kostet 25 Euro, 3:2 nach Verlängerung."),
        ("fr", "Il a 18 ans et habite au 5 rue de Mars."),
        ("es", "Entre 10 y 12 personas, teléfono 906-212-345."),
        ("xx", "42 is no date in a language nobody knows"),
        ("", "12.5 %"),
    ],
)
def test_numbers_beside_other_words_are_no_dates(language: str, text: str) -> None:
    assert find(text, READ_ON, language) == []


def test_a_language_nobody_knows_still_has_numeric_dates() -> None:
    assert [t.value for t in find("qap 2025-03-04 wol", READ_ON, "tlh")] == ["2025-03-04"]
