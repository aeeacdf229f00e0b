"""The peer page, once for each framework: twelve ratings, a button, a sentence of feedback and a radar chart."""
