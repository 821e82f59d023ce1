"""The words around a number whose noun is left out, as patterns."""

import re

HARM_BEFORE = re.compile(
    r"\b(?:kill(?:ed|ing|s)?|wound(?:ed|ing|s)?|injur(?:ed|ing|es)|arrest(?:ed|ing"
    r"|s)|detain(?:ed|ing|s)|captur(?:ed|ing|es)|rescu(?:ed|ing|es)"
    r"|infect(?:ed|ing|s)|displac(?:ed|ing|es)|evacuat(?:ed|ing|es)"
    r"|hospitali[sz](?:ed|ing)|employ(?:ed|ing|s)?|behead(?:ed|ing)|execut(?:ed|ing)"
    r"|abduct(?:ed|ing)|kidnap(?:ped|ping)|(?:death )?toll (?:\w+ ){0,3}(?:at|to|of"
    r"|was|is|at about)|casualties (?:at|to)|claimed the lives of"
    r"|mat(?:ó|aron)|hiri(?:ó|eron)|dej(?:ó|aron|ando)|detuv(?:o|ieron)|arrest(?:ó"
    r"|aron))(?: (?:another|a further|the|some|a|otros|otras))?[ ]$",
    re.IGNORECASE,
)
HARM_AFTER = re.compile(
    r"[ ](?:(?:more|others?|additional|civilians?)[ ])?(?:(?:were|was|are|have been"
    r"|had been|has been|being|remain(?:ed)?|left|confirmed|feared|reported|presumed"
    r"|still|also|badly|seriously|critically)[ ]){0,3}"
    r"(?:dead|killed|wounded|injured|hurt|missing|arrested|detained|homeless"
    r"|hospitali[sz]ed|displaced|infected|evacuated|rescued|stranded|trapped|died"
    r"|drowned"
    r"|survived|unaccounted for|shot dead|charged|convicted|jailed|acquitted|sick"
    r"|ill|unemployed|jobless|deported|executed|beheaded|vaccinated|attended"
    r"|perished|starving"
    r"|tested(?: positive| negative)?|treated|polled|surveyed|interviewed|questioned"
    r"|recruited"
    r"|hired|sacked|laid off|saved|aboard|on board|critically|seriously|fatally"
    r"|captured|abducted"
    r"|kidnapped|muertos|heridos|desaparecidos|detenidos)\b",
    re.IGNORECASE,
)
PARTITIVE = re.compile(
    r"[ ](?:more[ ])?of[ ](?:(?P<pronoun>them|whom|those|us|these|which)|(?:the|its"
    r"|his|her|their|our|all)[ ](?:[\w,’'-]+[ ]){0,3}?(?P<noun>[\w-]+s|people|aircraft"
    r"|[\w-]*men"
    r"|women|children|dead|crew|staff)|(?P<number>(?:the )?\d[\d,]*"
    r"|\w+) (?P<counted>\w+s|people|\w+(?:ed|cast)))\b",
    re.IGNORECASE,
)
OF_WHOM = re.compile(
    r"\bof (?P<pronoun>whom|which)(?: (?:about|some|at least|only|more than))?[ ]$",
    re.IGNORECASE,
)
PEOPLE_AFTER = re.compile(
    r"[ ](?:of them|of whom)[ ,]+(?:were |are |being )?(?P<noun>[\w-]+)", re.IGNORECASE
)
SERIES_BEFORE = re.compile(
    r"\b(?:to|from|against|versus|vs\.?|down from|up from|compared (?:with|to)|than"
    r"|at|is|was|are|were|a|reached|or|took|won|lost|held|holds|gained|secured|had|has"
    r"|have|of|of the|[’']s)[ ]$",
    re.IGNORECASE,
)
COMPARED_AFTER = re.compile(
    r"[ ](?:more|fewer|less)[ ]than\b|[ ](?:more|fewer)(?=[.,;]|$)", re.IGNORECASE
)
EXPECTED = re.compile(
    r"[ ](?:expected|forecast|needed|required|planned|promised|originally|previously"
    r"|reported|recorded|last year)\b"
)
CLAUSE = re.compile(
    r"(?:^|[;.:—][ ]|[;.,][ ](?:and|but|while|another|the other)[ ]"
    r"|\b(?:and|but|while|whereas)[ ])$"
)
HANDLED = re.compile(
    r"[ ](?:(?:have|had|has|were|was|are|will be|been)[ ]){1,2}(?:already |since )?(?:sent"
    r"|built|sold|delivered|launched|fired|ordered|destroyed|produced|shipped|made"
    r"|cancell?ed|grounded|damaged|seized|issued|counted|downed|intercepted)\b"
)
TOLL = re.compile(
    r"\b(?:tolls?|casualties|fatalities)\b[^.;\d]{0,70}\b(?:to|at|of|reach(?:ed|es)|is"
    r"|was|be|past|passed|topped|exceeded|surpassed)[ ]$",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"[ ](?:had|have|has|were|was|are|will|did|died|remain|survived|voted|opted|tested"
    r"|came|went|fled|escaped|failed|passed|refused|held|contained|showed|against"
    r"|in favou?r|abstain(?:ed|ing))\b"
)
ENDS = re.compile(
    r"(?=[.,;:)”\"’—–]|$|\n|[ ](?:by|in|on|at|last|this|next|from|after|before|since"
    r"|left|remain|matter|were|was|are|have|had|will|when|during|a|per|for|and|but"
    r"|are|said|who|compared|cast|sold|built|made|sent|against|\w+ed\b|\ufffc))"
)
NOT_NUMERAL = re.compile(
    r"\b(?:no|number|section|chapter|page|room|flight|route|channel|\d)[. ]$", re.IGNORECASE
)
CROWD = re.compile(
    r"\b(crowd|crew|force|army|group|team|workforce|staff|town|city|village|audience"
    r"|garrison|brigade"
    r"|gathering|congregation|membership|population|community|battalion|regiment"
    r"|company|squad|caravan"
    r"|community|nation|country|island|party|delegation|jury|panel|faculty|complement"
    r"|headcount|turnout|attendance|electorate)"
    r"(?: of|,? population|,? with a population of| numbered| of just| of only)[ ]$",
    re.IGNORECASE,
)
SUBJECT = re.compile(
    r"\b(?P<noun>[A-Za-z][a-z]{3,20})"
    r"(?: (?:has|have|had|who|in \w+|\w+ly|are|were|was|by \w+))?"
    r" (?:(?:ros?e|risen|fell|fallen|climbed|grew|grown|jumped|dropped|increased"
    r"|surged|swelled|declined|cut|up|down)(?: sharply)?"
    r" (?:\w+ )?to|at|stood at|stands at|reached|totall?ed|numbered|number|is|was|to)[ ]$"
)
# Plurals that rise and fall without being counted.
LEVELS = frozenset(
    "shares prices stocks futures rates levels temperatures scores yields indexes bonds"
    " sales earnings profits losses revenues costs wages ratings odds talks goes times"
    " according needs plans wants seems tends comes points gains bills debts".split()
)
STATES = ("dead", "wounded", "injured", "missing")
NEARBY = 260
