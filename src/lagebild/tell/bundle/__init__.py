"""For machines without a connection: the program with all it needs, and documents, in one folder or file with checksums."""
