import pytest

from lagebild.packs.language import load_language
from lagebild.packs.registry import Tenure, load_registry
from lagebild.reading.mentions import Finder
from lagebild.reading.tokens import tokenize


def found(text: str, lang: str, date: str = "2024-11-10", any_date: bool = False) -> list[tuple[str, str, str]]:
    """The names that the reader finds: words, code (or "" where they speak for nobody), way; those inside a compound with a plus."""
    tokens = tokenize(text, 0, len(text), Finder(load_language(lang), load_registry(lang), date, any_date))
    rows = []
    for token in tokens:
        rows += [(token.mention.name, token.mention.code, token.mention.via)] if token.mention else []
        rows += [("+" + m.name, m.code, m.via) for m in token.mods]
    return rows


def codes(text: str, lang: str, **more) -> list[str]:
    return [code for _, code, _ in found(text, lang, **more)]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "the U.S. and the United States", "USA USA"),
        ("en", "UK, Britain and Great Britain", "GBR GBR GBR"),
        ("en", "North Korea, not South Korea", "PRK KOR"),
        ("en", "Ivory Coast", "CIV"),
        ("en", "the Democratic Republic of Congo", "COD"),
        ("en", "Burma or Myanmar", "MMR MMR"),
        ("en", "Czechia, the Czech Republic", "CZE CZE"),
        ("en", "Kosovo and Taiwan", "XKX TWN"),
        ("en", "Gaza and the West Bank", "PSE PSE"),
        ("en", "Russians and a Norwegian", "RUS NOR"),
        ("en", "Kyiv or Kiev", "UKR UKR"),
        ("en", "US troops asked us", "USA"),
        ("en", "the White House, the Kremlin and Downing Street", "USA RUS GBR"),
        ("de", "Russlands Armee", "RUS"),
        ("de", "die russischen Truppen", "RUS"),
        ("de", "nordkoreanisches Uran", "PRK"),
        ("de", "in den Vereinigten Staaten", "USA"),
        ("de", "der Vereinigten Arabischen Emirate", "ARE"),
        ("de", "die Türkei", "TUR"),
        ("de", "des Irans und des Iraks", "IRN IRQ"),
        ("de", "Briten und Franzosen", "GBR FRA"),
        ("de", "im Weißen Haus", "USA"),
        ("de", "Pekings Haltung", "CHN"),
        ("de", "der Europäischen Union", "EU"),
        ("de", "die Elfenbeinküste", "CIV"),
        ("de", "die Tschechische Republik", "CZE"),
        ("de", "Nord- und Südkorea", "KOR"),
        ("de", "ein Deutscher", "DEU"),
        ("de", "Rumänien und Moldau", "ROU MDA"),
        ("de", "die Pariser Regierung", "FRA"),
    ],
)
def test_names_in_their_forms(lang: str, text: str, wanted: str) -> None:
    assert codes(text, lang) == wanted.split()


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("en", "US-led", "+US:USA"),
        ("en", "U.S.-backed", "+U.S.:USA"),
        ("en", "Israel-Hamas", "+Israel:ISR +Hamas:HAMAS"),
        ("de", "US-Städte", "+US:USA"),
        ("de", "NATO-Generalsekretär", "+NATO:NATO"),
        ("de", "Putin-Kim-Bündnis", "+Putin:RUS +Kim:PRK"),
        ("de", "russisch-nordkoreanische", "+russisch:RUS +nordkoreanische:PRK"),
        ("de", "Ukrainekrieg", "+Ukraine:UKR"),
        ("de", "Taiwanfrage", "+Taiwan:TWN"),
        ("de", "Iran-Huthi-Achse", "+Iran:IRN +Huthi:HOUTHI"),
        ("de", "Kremlsprecher", "+Kreml:RUS"),
    ],
)
def test_compounds_are_parted(lang: str, text: str, wanted: str) -> None:
    assert [f"{name}:{code}" for name, code, via in found(text, lang) if via == "compound"] == wanted.split()


@pytest.mark.parametrize("text", ["Russe-l", "türkisfarben", "Iranistik", "Chilenenx", "Maliziös", "Polenta", "Benin-", "Togoer-Straße"])
def test_what_only_begins_like_a_name_is_none(text: str) -> None:
    assert [row for row in found(text, "de") if row[1] in ("IRN", "CHL", "MLI", "POL", "TUR")] == []


@pytest.mark.parametrize(
    ("text", "code", "there"),
    [
        ("Georgia and Armenia signed a treaty.", "GEO", True),
        ("Georgia's president spoke.", "GEO", True),
        ("Georgia beat Tech in Atlanta.", "GEO", False),
        ("Georgia Meloni sang.", "GEO", False),
        ("Jordan asked Egypt to wait.", "JOR", True),
        ("Jordan's army left.", "JOR", True),
        ("Jordan scored 30 points.", "JOR", False),
        ("Michael Jordan scored.", "JOR", False),
        ("Turkey asked Greece to wait.", "TUR", True),
        ("They roasted a turkey.", "TUR", False),
        ("Turkey is best served cold.", "TUR", False),
        ("Niger expelled France's ambassador.", "NER", True),
        ("Niger's junta spoke.", "NER", True),
        ("Chad asked Libya to wait.", "TCD", True),
        ("Chad Smith plays the drums.", "TCD", False),
        ("Mali and Guinea met.", "GIN", True),
        ("Kuwait Airways flew home.", "KWT", False),
        ("Georgia spoke. The Georgian army moved.", "GEO", True),
        pytest.param(
            "They sailed on the Niger river.", "NER", False, marks=pytest.mark.xfail(strict=True, reason="a river is read as the state")
        ),
    ],
)
def test_ambiguous_names_count_by_their_company(text: str, code: str, there: bool) -> None:
    assert (code in codes(text, "en")) is there


@pytest.mark.parametrize(
    ("text", "code", "there"),
    [
        ("Georgien und Jordanien unterzeichneten.", "GEO", True),
        ("Georgia schlug Florida.", "GEO", False),
        ("Nigers Junta sprach.", "NER", True),
        pytest.param(
            "Michael Jordan traf.", "JOR", False, marks=pytest.mark.xfail(strict=True, reason='"of Jordan" is taken as a surname')
        ),
        pytest.param(
            "Die Moldau fließt durch Prag.", "MDA", False, marks=pytest.mark.xfail(strict=True, reason="a river is read as the state")
        ),
    ],
)
def test_ambiguous_german_names(text: str, code: str, there: bool) -> None:
    assert (code in codes(text, "de")) is there


def test_once_plain_a_name_is_plain_for_the_rest_of_the_document() -> None:
    finder = Finder(load_language("en"), load_registry("en"), "2024-11-10")
    first, second = "The Jordanian army moved.", "Jordan smiled."
    assert [t.mention.code for t in tokenize(first, 0, len(first), finder) if t.mention] == ["JOR"]
    assert [t.mention.code for t in tokenize(second, 0, len(second), finder) if t.mention] == ["JOR"]
    assert codes(second, "en") == []


TENURE = Tenure("XXX", "head", "Ada Beispiel", "2024-03-01", "2025-06-30", ())


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("2023-10-31", ""),
        ("2023-11-01", "elect"),
        ("2024-02-29", "elect"),
        ("2024-03-01", "holder"),
        ("2025-06-30", "holder"),
        ("2025-07-01", "former"),
        ("2025-06-30T23:59:00Z", "holder"),
        ("", "former"),
    ],
)
def test_a_tenure_at_a_date(date: str, state: str) -> None:
    assert TENURE.at(date) == state


def test_an_open_tenure_holds_where_no_date_is_known() -> None:
    assert Tenure("XXX", "head", "A B", "2024-03-01", "", ()).at("") == "holder"


@pytest.mark.parametrize("date", ["10 November 2024", "10.11.2024", "(2024)", "-"])
@pytest.mark.xfail(strict=True, reason="Tenure.at reads numbers out of what is no ISO date", raises=ValueError)
def test_a_date_that_is_no_date_does_not_stop_the_reading(date: str) -> None:
    assert Tenure("XXX", "head", "A B", "2025-05-06", "", ()).at(date) in ("", "holder")


@pytest.mark.parametrize(
    ("name", "date", "code", "via"),
    [
        ("Joe Biden", "2024-11-10", "USA", "holder"),
        ("Joe Biden", "2025-02-01", "", "former"),
        ("Donald Trump", "2024-11-10", "", "elect"),
        ("Donald Trump", "2025-02-01", "USA", "holder"),
        ("Donald Trump", "2022-06-01", "", "former"),
        ("Olaf Scholz", "2024-11-10", "DEU", "holder"),
        ("Olaf Scholz", "2025-06-01", "", "former"),
        ("Friedrich Merz", "2025-06-01", "DEU", "holder"),
        ("Angela Merkel", "2024-11-10", "", "former"),
        ("Angela Merkel", "2019-01-01", "DEU", "holder"),
        ("Mark Rutte", "2024-11-10", "NATO", "holder"),
        ("Mark Rutte", "2020-01-01", "NLD", "holder"),
        ("Jens Stoltenberg", "2023-01-01", "NATO", "holder"),
        ("Jens Stoltenberg", "2024-11-10", "", "former"),
        ("Ursula von der Leyen", "2024-11-10", "EU", "holder"),
        ("Ursula von der Leyen", "2018-01-01", "DEU", "holder"),
        ("Boris Johnson", "2021-01-01", "GBR", "holder"),
        ("Keir Starmer", "2024-11-10", "GBR", "holder"),
    ],
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_office_holders_by_date(lang: str, name: str, date: str, code: str, via: str) -> None:
    assert found(f"{name} spoke.", lang, date=date) == [(name, code, via)]


@pytest.mark.parametrize(
    ("text", "lang"), [("Putins Armee", "de"), ("Putin's army", "en"), ("Scholz sagte", "de"), ("Mr. Scholz said", "en")]
)
def test_surnames_of_the_highest_offices_stand_alone(text: str, lang: str) -> None:
    assert [via for *_, via in found(text, lang)] == ["holder"]


def test_a_surname_of_a_lower_office_needs_the_full_name_first() -> None:
    assert found("Pistorius spoke.", "en") == []
    assert list(codes("Boris Pistorius spoke. Pistorius left.", "en")) == ["DEU", "DEU"]


@pytest.mark.parametrize("text", ["Friedrich Merz spoke.", "Merz spoke."])
@pytest.mark.xfail(strict=True, reason="a name not yet in office is read as a namesake who has left his: Hans-Rudolf Merz")
def test_a_name_of_somebody_not_yet_in_office_is_nobody_elses(text: str) -> None:
    assert found(text, "en", date="2024-11-10") == []


def test_any_date_lets_every_holder_stand() -> None:
    assert codes("Angela Merkel met Joe Biden.", "en", date="2000-01-01", any_date=True) == ["DEU", "USA"]


@pytest.mark.parametrize(
    ("code", "date", "member", "there"),
    [
        ("NATO", "2023-04-03", "FIN", False),
        ("NATO", "2023-04-04", "FIN", True),
        ("NATO", "2024-03-06", "SWE", False),
        ("NATO", "2024-03-07", "SWE", True),
        ("EU", "2020-01-30", "GBR", True),
        ("EU", "2020-02-01", "GBR", False),
        ("EU", "2013-06-30", "HRV", False),
        ("EU", "2013-07-01", "HRV", True),
        ("ECOWAS", "2024-06-01", "MLI", True),
        ("ECOWAS", "2025-02-01", "MLI", False),
        ("BRICS", "2023-12-31", "IRN", False),
        ("BRICS", "2024-01-02", "IRN", True),
        ("OPEC", "2018-12-31", "QAT", True),
        ("OPEC", "2019-01-02", "QAT", False),
    ],
)
def test_members_at_a_date(code: str, date: str, member: str, there: bool) -> None:
    assert (member in load_registry("en").members_at(code, date)) is there


def test_nobody_is_a_member_of_what_is_unknown() -> None:
    assert load_registry("en").members_at("NONE", "2024-01-01") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("UNHCR", "UN"), ("UNICEF", "UN"), ("WFP", "UN"), ("KFOR", "NATO"), ("Frontex", "EU"), ("MONUSCO", "UN"), ("IAEA", "IAEA")],
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_agencies_carry_the_code_of_their_parent_unless_they_have_their_own(lang: str, text: str, code: str) -> None:
    assert codes(f"{text} spoke.", lang) == [code]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_state_has_a_name_a_label_and_codes_that_exist(lang: str) -> None:
    registry = load_registry(lang)
    named = {form.code for row in registry.forms.values() for form in row if form.via == "name"}
    for entity in registry.entities.values():
        assert registry.labels[entity.code]
        assert entity.claim_code in registry.entities
        assert not entity.state or entity.state in registry.entities
        assert entity.kind != "state" or entity.code in named
    assert {form.code for row in registry.forms.values() for form in row} <= set(registry.entities)


@pytest.mark.xfail(strict=True, reason="Hong Kong, Macao and other territories are members and no entries")
def test_members_are_entries_of_the_registry() -> None:
    entities = load_registry("en").entities
    assert {member for entity in entities.values() for member, _, _ in entity.members} - set(entities) == set()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_offices_are_held_for_a_time_that_ends_after_it_began(lang: str) -> None:
    tenures = [tenure for rows in load_registry(lang).offices.values() for tenure in rows]
    assert [t for t in tenures if t.start and t.end and t.start > t.end] == []


def test_lookup_is_exact() -> None:
    registry = load_registry("en")
    assert [form.code for form in registry.lookup("south korea")] == ["KOR"]
    assert registry.lookup("Korea South") == []
    assert registry.lookup("") == []
