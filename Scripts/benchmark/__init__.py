"""The benchmark behind `make bench`. A further case is one entry of `cases.ALL`."""
