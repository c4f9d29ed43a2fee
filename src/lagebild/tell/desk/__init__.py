"""Look: the desk's pages in a browser, rendered here, without a script and without a request to anywhere else."""
