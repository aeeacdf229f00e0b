"""A page that somebody plays: parameters, the visitor, and the steps of a theme."""
