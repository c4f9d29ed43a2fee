import pytest

from lagebild.packs.inflect_de import adjective_forms, name_forms, noun_forms, separable_forms, split_separable, strong_verb, weak_verb
from lagebild.packs.language import load_language

NIS = pytest.mark.xfail(strict=True, reason="noun_forms gives no genitive to nouns in -s")


@pytest.mark.parametrize(
    ("infinitive", "present", "past", "participle"),
    [
        ("warnen", "warnt", "warnte", "gewarnt"),
        ("drohen", "droht", "drohte", "gedroht"),
        ("töten", "tötet", "tötete", "getötet"),
        ("reden", "redet", "redete", "geredet"),
        ("öffnen", "öffnet", "öffnete", "geöffnet"),
        ("atmen", "atmet", "atmete", "geatmet"),
        ("liefern", "liefert", "lieferte", "geliefert"),
        ("sammeln", "sammelt", "sammelte", "gesammelt"),
        ("verurteilen", "verurteilt", "verurteilte", "verurteilt"),
        ("zerstören", "zerstört", "zerstörte", "zerstört"),
        ("besetzen", "besetzt", "besetzte", "besetzt"),
        ("bombardieren", "bombardiert", "bombardierte", "bombardiert"),
        ("lernen", "lernt", "lernte", "gelernt"),
        ("ahnen", "ahnt", "ahnte", "geahnt"),
        ("rechnen", "rechnet", "rechnete", "gerechnet"),
        ("bezeichnen", "bezeichnet", "bezeichnete", "bezeichnet"),
    ],
)
def test_weak_verbs(infinitive: str, present: str, past: str, participle: str) -> None:
    forms = weak_verb(infinitive)
    assert {(infinitive, "i"), (infinitive, "fp"), (present, "fs"), (past, "fs"), (past + "n", "fp"), (participle, "n")} <= set(forms)
    assert {word for word, feature in forms if feature == "n"} == {participle}


@pytest.mark.parametrize(
    ("parts", "forms"),
    [
        ("ziehen zieht zog gezogen zöge", "zieht:fs zog:fs zogen:fp gezogen:n ziehe:ks zöge:hs zögen:hp ziehend:g"),
        ("geben gibt gab gegeben gäbe", "gibt:fs gab:fs gaben:fp gegeben:n gebe:ks gäbe:hs"),
        ("greifen greift griff gegriffen griffe", "greift:fs griff:fs griffen:fp griffe:hs griffen:hp greife:ks"),
        ("sein ist war gewesen wäre", "ist:fs sind:fp war:fs waren:fp sei:ks seien:kp wäre:hs wären:hp gewesen:n"),
        ("haben hat hatte gehabt hätte", "hat:fs haben:fp hatte:fs habe:ks hätte:hs gehabt:n"),
        ("werden wird wurde geworden würde", "wird:fs werden:fp wurde:fs werde:ks würde:hs geworden:n worden:n"),
        ("können kann konnte gekonnt könnte", "kann:fs können:fp konnte:fs könne:ks könnte:hs"),
    ],
)
def test_strong_verbs(parts: str, forms: str) -> None:
    assert {tuple(form.split(":")) for form in forms.split()} <= set(strong_verb(parts.split()))


def test_to_be_has_no_invented_forms() -> None:
    words = {word for word, _ in strong_verb(["sein", "ist", "war", "gewesen", "wäre"])}
    assert words & {"seie", "seit", "istet", "seinte"} == set()


@pytest.mark.parametrize(
    ("verb", "bases", "parts"),
    [
        ("zurückziehen", "ziehen", ("zurück", "ziehen")),
        ("angreifen", "greifen", ("an", "greifen")),
        ("ziehen", "ziehen", None),
        ("vorantreiben", "treiben antreiben", ("voran", "treiben")),
        ("herausfordern", "fordern", ("heraus", "fordern")),
        ("aufgeben", "nehmen", None),
        ("bereitstellen", "stellen", ("bereit", "stellen")),
        ("verurteilen", "urteilen", None),
    ],
)
def test_separable_verbs_are_parted_at_the_longest_prefix(verb: str, bases: str, parts: tuple[str, str] | None) -> None:
    assert split_separable(verb, set(bases.split())) == parts


def test_separable_verbs_are_written_as_one_word_at_the_end_and_with_zu() -> None:
    forms = separable_forms("ab", strong_verb(["ziehen", "zieht", "zog", "gezogen", "zöge"]))
    assert {("abziehen", "i"), ("abzieht", "fs"), ("abzog", "fs"), ("abgezogen", "n"), ("abzuziehen", "z"), ("abziehe", "ks")} <= set(forms)


@pytest.mark.parametrize(
    ("article", "singular", "plural", "weak", "forms"),
    [
        ("der", "Angriff", "Angriffe", False, "Angriff:m Angriffs:mg Angriffes:mg Angriffe:p Angriffen:pd"),
        ("der", "Soldat", "Soldaten", True, "Soldat:mn Soldaten:madg Soldaten:p"),
        ("der", "Kurde", "Kurden", True, "Kurde:mn Kurden:madg Kurden:p"),
        ("die", "Übung", "Übungen", False, "Übung:f Übungen:p"),
        ("das", "Abkommen", "Abkommen", False, "Abkommen:n Abkommens:ng Abkommen:p"),
        ("der", "Minister", "Minister", False, "Minister:m Ministers:mg Minister:p Ministern:pd"),
        ("die_pl", "-", "Truppen", False, "Truppen:p"),
        pytest.param("das", "Bündnis", "Bündnisse", False, "Bündnis:n Bündnisses:ng Bündnisse:p", marks=NIS),
        pytest.param("das", "Haus", "Häuser", False, "Haus:n Hauses:ng Häuser:p Häusern:pd", marks=NIS),
    ],
)
def test_nouns(article: str, singular: str, plural: str, weak: bool, forms: str) -> None:
    assert {tuple(form.split(":")) for form in forms.split()} <= set(noun_forms(article, singular, plural, weak))


def test_a_feminine_noun_has_no_genitive_s() -> None:
    assert "Übungs" not in {word for word, _ in noun_forms("die", "Übung", "Übungen", False)}


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("russisch", "russisch russische russischen russischer russisches russischem"),
        ("dunkel", "dunkel dunkle dunklen dunkler dunkles dunklem"),
        ("leise", "leise leise leisen leiser leises leisem"),
    ],
)
def test_adjectives(stem: str, forms: str) -> None:
    assert adjective_forms(stem) == forms.split()


@pytest.mark.parametrize(
    ("name", "form", "there"),
    [
        ("Vereinigte Staaten", "Vereinigten Staaten", True),
        ("Vereinigte Staaten", "Vereinigter Staaten", True),
        ("Europäische Union", "Europäischen Union", True),
        ("Islamischer Staat", "Islamischen Staat", True),
        ("Rote Armee", "Roten Armee", True),
        ("Republik Korea", "Republiken Korea", False),
        ("Saudi-Arabien", "Saudi-Arabien", True),
    ],
)
def test_names_bend_their_adjective(name: str, form: str, there: bool) -> None:
    assert (form in name_forms(name)) is there


@pytest.mark.parametrize(
    ("form", "lemma", "feature"),
    [
        ("griff", "greifen", "fs"),
        ("angegriffen", "angreifen", "n"),
        ("anzugreifen", "angreifen", "z"),
        ("zog", "ziehen", "fs"),
        ("zurückgezogen", "zurückziehen", "n"),
        ("warf", "werfen", "fs"),
        ("vorgeworfen", "vorwerfen", "n"),
        ("hieß", "heißen", "fs"),
        ("traf", "treffen", "fs"),
        ("trafen", "treffen", "fp"),
        ("schloss", "schließen", "fs"),
        ("wies", "weisen", "fs"),
        ("bat", "bitten", "fs"),
        ("schoss", "schießen", "fs"),
        ("abgeschossen", "abschießen", "n"),
        ("beschoss", "beschießen", "fs"),
        ("ließ", "lassen", "fs"),
        ("sandte", "senden", "fs"),
        ("verbot", "verbieten", "fs"),
        ("drang", "dringen", "fs"),
        ("brach", "brechen", "fs"),
        ("nahm", "nehmen", "fs"),
        ("käme", "kommen", "hs"),
        ("müsse", "müssen", "ks"),
        ("liefere", "liefern", "ks"),
        ("sei", "sein", "ks"),
        ("habe", "haben", "ks"),
        ("unterzeichnete", "unterzeichnen", "fs"),
        ("bezeichnete", "bezeichnen", "fs"),
    ],
)
def test_the_pack_knows_the_forms_of_its_verbs(form: str, lemma: str, feature: str) -> None:
    assert ("V", lemma, feature) in load_language("de").words.get(form, ())
