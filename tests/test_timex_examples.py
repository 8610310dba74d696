"""Every example beside a language's rules is read as it says, and its values are confirmed without the reader."""

from __future__ import annotations

import pytest
from timex_examples import Example, Meaning, read, rule

from feeds.reading.timex import find
from feeds.records import Timex

LANGUAGES = ("zh", "ru", "kk")
EXAMPLES = [example for language in LANGUAGES for example in read(language)]


def disagreements(example: Example) -> list[str]:
    """What the reader sees otherwise, in words; empty when it agrees."""
    found = find(example.text, example.reference, example.language)
    out = []
    resolved = {(t.span.start, t.span.end) for t in found if t.value or t.end or t.rrule}
    for span in sorted(resolved - set(example.spans)):
        out.append(
            f"reads {example.text[span[0] : span[1]]!r} too: {next(t for t in found if t.span.start == span[0])}"
        )
    for span, meaning in zip(example.spans, example.meanings, strict=True):
        here = next((t for t in found if (t.span.start, t.span.end) == span), None)
        phrase = example.text[span[0] : span[1]]
        if here is None:
            out.append(f"does not see {phrase!r}")
        elif told := _difference(here, meaning):
            out.append(f"{phrase!r}: {told}")
    return out


def _difference(read: Timex, meant: Meaning) -> str:
    names = {"zone": "zone", "mod": "mod", "part": "daypart", "for": "duration"}
    pairs = [("value", read.value, meant.value), ("open", read.open, meant.open)]
    pairs += [("rrule", rule(read.rrule), rule(meant.rrule)), ("exdates", read.exdates, meant.exdates)]
    if not (meant.rrule and meant.end is None):
        pairs.append(("end", read.end, meant.end))
    pairs += [(key, getattr(read, names[key]), value) for key, value in meant.fields.items()]
    return "; ".join(f"{name} is {got!r}, not {want!r}" for name, got, want in pairs if got != want)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.where)
def test_the_example_means_what_stands_beside_it(example: Example) -> None:
    assert not disagreements(example), example.text
