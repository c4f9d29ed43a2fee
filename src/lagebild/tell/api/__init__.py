"""What the desk's pages show, as JSON under `/api/v1`: from the same questions to the store, described by OpenAPI."""
