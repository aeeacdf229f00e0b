"""The two apps: identity, limits, kernels, the pages without a kernel, and the Voila template."""
