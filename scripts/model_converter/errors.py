"""What can go wrong while models are installed."""


class InstallationError(Exception):
    """A model cannot be had, or is not what it should be; the text says what was expected and got."""


class OutOfReachError(InstallationError):
    """The package registry did not give the wheel."""
