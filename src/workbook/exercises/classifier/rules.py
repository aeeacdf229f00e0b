"""What the rules see in somebody's line: words only, Dutch and English at once, no judgement of how good it is."""

import re

from workbook.exercises._words import Seen, first_of

WARM, NO_STEP, FITS = RULES = ("warm", "step-missing", "fits")
OVERRULABLE = (WARM, NO_STEP)
# Words that promise how good somebody is.
WARM_WORDS = (
    "top,topper,toppers,geweldig*,fantastisch*,uitstekend*,perfect*,ideaal,ideale,heel goed,heel goede,erg goed,"
    "erg goede,echt goed,hartstikke goed,ontzettend goed,zo goed als ik,beste,sterk,sterke,talent*,aanbevel*,beveel,"
    "aanraad,aanraden,aangeraden,van harte,vertrouw*,garandeer*,garantie,komt goed,goede handen,juiste persoon,geknipt,"
    "zonder twijfel,weet zeker,zeker weten,geen zorgen,great,brilliant,excellent,fantastic,wonderful,amazing,superb,"
    "outstanding,ideal,very good,really good,the best,strong,talented,recommend*,trust*,guarantee*,vouch,good hands,"
    "right person,no doubt,i'm sure,i am sure,no worries,don't worry,a star"
).split(",")
NOT = frozenset("niet geen nooit niets not no never can't cannot don't won't haven't couldn't wouldn't".split())
# Words that move the client on.
STEPS = (
    "kennismak*,kennis maken,maak kennis,voorstel*,stel je voor aan,uitzoek*,zoek*,rondvraag,vraag*,navraag,bel,belt,"
    "bellen,mail*,koppel*,breng je,plan,plannen,afspreken,afspraak,laat je weten,hoor je,kom erop terug,kom je,morgen,"
    "vandaag,meet*,introduc*,find out,look*,search*,ask*,ring*,call*,email*,e-mail*,arrange*,set up,let you know,"
    "hear from me,get back,put you in touch,tomorrow,today"
).split(",")


def noticed(line: str, warm: bool) -> tuple[Seen, ...]:
    """What is to be said of a line; `warm`: whether warm words fit its class. () when the rules are content."""
    found = []
    if not warm and (words := first_of(line, WARM_WORDS, NOT)):
        found.append(Seen(WARM, words))
    if not re.search(r"\?", line) and not first_of(line, STEPS):
        found.append(Seen(NO_STEP))
    return tuple(found)
