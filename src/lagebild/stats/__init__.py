"""Estimators: one a file, with formula, source and example; numbers in, numbers out."""
