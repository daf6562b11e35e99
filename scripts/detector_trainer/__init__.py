"""Material, mixtures and training of the network that finds speech; see README.md."""
