"""From files, folders, URLs and JSONL lines to documents; `fetch.py` with its `wire.py` is the only way in from the network."""

from lagebild.sources.batch import batch_documents
from lagebild.sources.opening import open_source

__all__ = ["batch_documents", "open_source"]
