"""What people meet: the command line and the claim sheet in its formats, one set of views behind all."""
