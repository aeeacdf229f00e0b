"""What things cost on this machine, measured and not judged: `make bench` and the modules beside it."""
