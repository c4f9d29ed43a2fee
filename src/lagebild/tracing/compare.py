"""Two documents compared: relation, which is earlier, and what changed from the earlier to the later."""

from __future__ import annotations

from lagebild.model.nouns import Sheet
from lagebild.model.tracing import Comparison
from lagebild.tracing.decisions import decide_pair
from lagebild.tracing.drift import drift
from lagebild.tracing.earlier import earlier
from lagebild.tracing.profile import Profile
from lagebild.tracing.vectors import Encoder


def compare_sheets(a: Sheet, b: Sheet, encoder: Encoder) -> Comparison:
    """Compare the documents of two claim sheets; drift is looked for only where it is not unlikely that both descend from one text."""
    one, other = Profile(a.document, encoder), Profile(b.document, encoder)
    decision = decide_pair(one, other)
    relation = decision.relation
    first = earlier(one, other, relation)
    changes = drift(one, other, decision.drifts, first == "b", (a.claims, b.claims)) if decision.drifts else ()
    probability = round(decision.probabilities[relation], 3)
    return Comparison(a.document.id or "a", b.document.id or "b", relation, probability, first, decision.reasons, tuple(changes))
