"""Who stands behind sentences."""

from collections.abc import Callable

import pytest

from lagebild.packs.tracingwords import load_cues
from lagebild.tracing.drift.cited import Cited
from lagebild.tracing.profile import Profile


@pytest.mark.parametrize(
    ("text", "lang", "states"),
    [
        ("The port is shut. The mayor said so. Ships wait.", "en", [0.5, 1.0, 0.5]),
        ("Der Hafen sei geschlossen. Schiffe warten dort.", "de", [1.0, 0.5]),
        ("Le navire aurait quitté la zone.", "fr", [1.0]),
        ("Il porto è chiuso.", "it", [0.0]),
    ],
)
def test_reported_speech_goes_on_beside_itself(profile: Callable[..., Profile], text: str, lang: str, states: list[float]) -> None:
    assert Cited(profile(text, lang)).states == states


@pytest.mark.parametrize(
    ("text", "lang", "mark"),
    [
        ("A caller who introduced himself as a sailor said so.", "en", "styled"),
        ("Ein Mann, der sich als Matrose ausgab, sagte das.", "de", "styled"),
        ("Un hombre que dijo ser marinero lo contó.", "es", "styled"),
        ("Een gebruiker die zich voordoet als matroos schreef dat.", "nl", "styled"),
        ("Osoba podająca się za marynarza tak twierdzi.", "pl", "styled"),
        ("An aide who asked not to be named said so.", "en", "nameless"),
        ("Источник, пожелавший остаться неназванным, сообщил это.", "ru", "nameless"),
        ("Bir kullanıcı Telegram kanalında bunu yazdı.", "tr", "platform"),
        ("O governo acusou o vizinho.", "pt", "alleges"),
        ("La nave sarebbe affondata.", "it", "reported"),
    ],
)
def test_marks_of_a_source_in_ten_languages(profile: Callable[..., Profile], text: str, lang: str, mark: str) -> None:
    assert Cited(profile(text, lang)).of(0)[mark]


def test_a_sentence_that_only_names_its_source_tells_the_one_before(profile: Callable[..., Profile]) -> None:
    cited = Cited(profile("Der Hafen wurde am Dienstag gesperrt. Das teilte die Behörde mit.", "de"))
    assert cited.content(1) == (0, "Der Hafen wurde am Dienstag gesperrt.")
    assert cited.content(0) == (0, "Der Hafen wurde am Dienstag gesperrt.")


def test_every_language_has_every_cue() -> None:
    assert len({frozenset(row) for row in load_cues().values()}) == 1
