"""Reading: one document and the packs in; claims, statements and notes out. Pure: no clock, no network, no settings."""
