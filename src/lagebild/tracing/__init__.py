"""Documents and their claims to comparisons, stories, origins and events; pure: no network, no clock, no files beyond the packs."""
