"""What scripts/make-fixtures is made of: voices, sounds, tunes, labels, calls and files."""
