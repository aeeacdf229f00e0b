"""Pseudonyms: two Dutch words that say nothing about a person."""

import secrets

_ADJECTIVES = (
    "Rustige Vrolijke Stille Wakkere Heldere Warme Kalme Snelle Zachte Dappere Vlotte Slimme Frisse Gulle Milde "
    "Nuchtere Speelse Trouwe Vlugge Zonnige Groene Blauwe Zilveren Gouden Ronde Lichte Brede Jonge Oude Verre"
).split()
_NOUNS = (
    "Otter Reiger Egel Merel Eekhoorn Vlinder Haas Kievit Zwaluw Bever Das Uil Meeuw Kraai Libel Specht Spreeuw "
    "Vink Mus Zeehond Ree Hert Vos Lynx Zwaan Eend Gans Tureluur Grutto Lepelaar Berk Eik Linde Wilg Beuk Kastanje "
    "Rivier Duin Heuvel Wolk"
).split()


def pseudonym(taken: set[str]) -> str:
    """A pseudonym that is not among `taken`; a number is added when all pairs are in use."""
    free = [name for a in _ADJECTIVES for n in _NOUNS if (name := f"{a} {n}") not in taken]
    if free:
        return secrets.choice(free)
    number = 2
    while (name := f"{_ADJECTIVES[0]} {_NOUNS[0]} {number}") in taken:
        number += 1
    return name
