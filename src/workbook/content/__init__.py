"""What a theme is: models, loading (YAML to models, errors with file:line) and the idea sources."""
