"""What the rules see in the two halves of a plan: words only, Dutch and English at once, no judgement of quality."""

import re

from workbook.exercises._words import Seen, count, first_of

CUE_MISSING, CUE_VAGUE, ACT_MISSING, ACT_VAGUE, WHOLE = RULES = (
    "cue-missing",
    "cue-vague",
    "act-missing",
    "act-vague",
    "whole",
)
LEAST_CUE, LEAST_ACT = 2, 3  # words
# A moment that nobody can point at.
VAGUE_CUES = (
    "uitkomt,uit komt,zo uitkomt,goed moment,juiste moment,geschikt moment,een keer,ooit,soms,"
    "op een dag,te zijner tijd,tijd heb,tijd is,zin heb,eraan denk,er aan denk,eraan toe ben,nodig is,"
    "mogelijk is,het kan,even kan,klaar voor ben,goed voelt,lastig wordt,moeilijk wordt,spannend wordt,"
    "lastig vind,moeilijk vind,spannend vind,rustiger is,later,convenient,good moment,right moment,"
    "right time,good time,some day,someday,sometime,sometimes,have time,there is time,there's time,"
    "feel like it,feel ready,i'm ready,i am ready,remember,if possible,is possible,necessary,needed,"
    "feels right,gets difficult,gets hard,gets tense,find it hard,find it difficult,at some point,later on"
).split(",")
# An intention, or something not to do: there is nothing to say yet.
VAGUE_ACTS = (
    "probeer,proberen,mijn best,m'n best,beter op,opletten,let ik op,rustig blijven,blijf ik rustig,"
    "blijf rustig,assertief,assertiever,duidelijker,duidelijk zijn,sterker,eerlijker,niets meer,geen ja,"
    "niet ja,niet meer ja,niet meteen ja,iets anders,iets vriendelijks,hangt ervan af,zie ik wel,try,"
    "do my best,be clear,be clearer,be firm,be firmer,be strong,stay calm,keep calm,be more,be careful,"
    "pay attention,not say yes,don't say yes,won't say yes,no longer say yes,something else,"
    "something friendly,it depends"
).split(",")


# From here on the cue is what somebody says: 'een klant vraagt of ik tijd heb' is a moment that can be heard.
_SPEECH = re.compile(r"[:‘“\"]|\b(?:vraagt|vragen|zegt|zeggen|noemt|schrijft|asks?|says?|writes?|mentions?)\b")


def cue_rule(cue: str) -> Seen | None:
    """What is to be said of the first half: missing, or a moment that you cannot see or hear."""
    vague = first_of(_SPEECH.split(cue.casefold())[0], VAGUE_CUES)
    return _seen(cue, LEAST_CUE, vague, CUE_MISSING, CUE_VAGUE)


def act_rule(act: str) -> Seen | None:
    """What is to be said of the second half: missing, or an intention rather than a line."""
    return _seen(act, LEAST_ACT, first_of(act, VAGUE_ACTS), ACT_MISSING, ACT_VAGUE)


def _seen(text: str, least: int, vague: str, missing: str, name: str) -> Seen | None:
    if vague:
        return Seen(name, vague)
    return Seen(missing) if count(text) < least else None
