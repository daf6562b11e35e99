"""Gets the networks that tell speakers apart and makes the files of them that sori reads."""
