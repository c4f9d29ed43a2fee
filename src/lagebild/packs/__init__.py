"""Data, not code: ontology, world registry, language packs; and the strict loader that reads them."""
