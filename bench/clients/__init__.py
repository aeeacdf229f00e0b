"""Visitors without a browser: each speaks the protocol of one framework, and knows whether it has all there is to see.

A visitor fetches the page and the files that a browser fetches for it, connects, and is there once it has its widgets
*and* its chart. Not covered: what a device does with them, and a network that is slow.
"""
