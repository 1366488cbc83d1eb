"""The wordings that show a cue, and where the scope of each lies.

Notation: `a|b` one of several words, `word?` may be missing, `*` any one word. Of
phrases that start at one word the longest counts, so that the ASIDE phrases keep "not
only" from being taken for "not".
"""

from __future__ import annotations

from typing import Final

ON: Final = "on"
"""From the phrase to the end of its clause."""
TIGHT: Final = "tight"
"""From the phrase to the next comma, verb or "by": "without", "instead of"."""
REST: Final = "rest"
"""From the phrase to the end of the sentence."""
CLAUSE: Final = "clause"
"""The clause that holds the phrase."""
ADVICE: Final = "advice"
"""As `ON`, but what somebody is to be asked about is outside."""
ALL: Final = "all"
"""The sentence."""
BACK: Final = "back"
"""What stands before the phrase in its sentence."""
ASIDE: Final = ""
"""A kind of phrase that shows nothing, whatever its words look like."""


NOT: Final = (
    "not|don't|doesn't|didn't|isn't|aren't|wasn't|weren't|won't|wouldn't|can't|cannot|"
    "couldn't|shouldn't|hasn't|haven't|hadn't|mustn't|needn't|ain't|dont|doesnt|didnt|"
    "isnt|arent|wasnt|werent|cant|couldnt|wouldnt|shouldnt|hasnt|havent"
)
_PEOPLE: Final = (
    "people|users|patients|customers|women|men|individuals|adults|children|cases|"
    "studies|research|researchers|evidence|experts|doctors|practitioners|scientists"
)
_STUDIES: Final = (
    "research|study|studies|evidence|data|findings|results|trials|trial|reports|science"
)
_SELLER: Final = (
    "seller|sellers|marketer|marketers|defendant|defendants|promoter|promoters|"
    "scammer|scammers|fraudster|fraudsters|advertiser|advertisers|company|companies|firm"
)
_PRODUCTS: Final = (
    "any|anyone|anybody|anything|someone|people|those|product|products|supplement|"
    "supplements|company|companies|seller|sellers|website|websites|site|sites|ad|ads|"
    "treatment|treatments|clinic|clinics|remedy|remedies|pills|person|persons|drugs"
)
_PROMISING: Final = "that|who|which|whose|claiming|promising|offering"
_VERB: Final = (
    "be|have|help|cure|treat|relieve|reduce|improve|work|act|boost|support|prevent|ease|"
    "increase|lower|possess|aid|promote|fight|heal|show|offer|provide|slow|stop|contain"
)
_MEANS_FALSE: Final = (
    "myth|lie|hoax|scam|fraud|illegal|unlawful|prohibited|forbidden|nonsense|untrue|"
    "false|misleading|deceptive|unproven|unsubstantiated|baseless|unfounded|debunked|"
    "lacking|insufficient|banned"
)
_SHAM: Final = (
    "false|misleading|deceptive|fake|exaggerated|dubious|questionable|unsupported"
)
_DOCTOR: Final = (
    "doctor|doctors|physician|pharmacist|gp|vet|dentist|midwife|practitioner|provider|"
    "professional|specialist|team|nurse|clinician"
)
_DISEASE: Final = "diagnose|treat|cure|prevent|mitigate|replace|be"
_AS: Final = "as|on|upon"
_ADVICE: Final = (
    "medical|professional|substitute|replacement|alternative|diagnosis|treatment|advice|"
    "doctor|doctor's|physician|varied|balanced|healthy|normal|use"
)
_USED: Final = "used|known|practised|practiced|valued|prized|employed|considered|taken"
_AGES: Final = "centuries|millennia|generations|ages"

TABLE: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    (
        "negated",
        ON,
        (
            NOT,
            "no|never|nor|neither|none|nothing|nobody|hardly|scarcely|barely",
            "no one",
            "fail|fails|failed|failing|unable|inability|failure|unlikely to",
            "refuse|refuses|refused to",
            "ineffective|useless|worthless in|for|against|at|as",
            "incapable of",
        ),
    ),
    (
        "negated",
        TIGHT,
        (
            "without|unlike",
            "instead|devoid of",
            "lack|absence of",
            "lacks|lacking",
            "rather than",
            "as opposed to",
            "far from",
        ),
    ),
    (
        ASIDE,
        ASIDE,
        (
            f"{NOT} only|just|merely|simply|surprising|surprisingly|uncommon|unlike",
            f"{NOT} miss|hesitate|worry|forget|let|settle|suffer|delay|wait|fail",
            f"{NOT} to mention|worry|forget",
            f"{NOT} be afraid|fooled|surprised|disappointed|happier|overlooked|beaten",
            f"{NOT} give up",
            f"{NOT} put off",
            f"{NOT} go wrong",
            f"{NOT} believe how|what|my|your|the",
            f"{NOT} without",
            f"{NOT} live without",
            "not long|least|bad|sure|a problem",
            "can't|cannot|couldn't beat|recommend|praise|imagine",
            "can't|cannot|couldn't say|get|thank * enough",
            "won't regret",
            "never again|before|fails|fail|mind|ending|miss|worry|underestimate",
            "never been easier|better|faster|simpler|happier",
            "never felt|looked|slept|feel|had better|back|so|healthier|younger",
            "why|if|or not",
            "why don't|doesn't|isn't|aren't",
            "whether or not",
            "no longer|more|other|doubt|wonder|matter|question|problem|brainer|time",
            "no nonsense|end|accident|secret|coincidence|surprise|stranger|exception",
            "no better|faster|greater|stronger|safer|easier|finer|simpler|quicker",
            "no equal|rival|match|fuss|mess|thanks|need|exaggeration|less",
            "say|says|saying no",
            "yes or no",
            "as|if|best|where|when possible",
            "full|its|your potential",
            "like no other",
            "bar none",
            "none other|better|finer",
            "second to none",
            "nothing but|else|more|less|short|new|wrong|better|quite",
            "hardly surprising|wait|surprisingly",
            "without|no doubt|question|fail|exception",
            "without further|even knowing|ado|trying",
            "goes without saying",
        ),
    ),
    ("negated", ON, ("no|nothing better than",)),
    (
        "hedged",
        ON,
        (
            "may|might|could|maybe|perhaps|possibly|potentially|presumably|supposedly",
            "reportedly|probably|arguably|conceivably|anecdotally|anecdotal|theoretically",
            "possible|potential|likely|hypothesized|hypothesised",
            "proposal|hypothesis|investigation|investigations for|of|into|that",
            "appear|appears|appeared|appearing|seem|seems|seemed|seeming to",
            "tend|tends|tended|hope|hopes|aim|aims|suspected|hypothesized to",
            "suggest|suggests|suggested|suggesting that",
            f"{_STUDIES} suggest|suggests|suggested|suggesting",
            f"some {_PEOPLE} report|reports|find|found|say|believe|suggest|claim|feel",
            f"some {_PEOPLE} have|has reported|found|shown|suggested|noticed",
            f"in|for|with some|certain {_PEOPLE}",
            f"preliminary|early|limited|emerging|anecdotal {_STUDIES}",
            "in theory",
            "show|shows|shown|some promise",
        ),
    ),
    (
        "hedged",
        ALL,
        (
            "more|further research|studies|work|evidence|trials is|are needed|required",
            "not fully|yet|well understood|known|established",
            "is|are|remains unclear|unknown|uncertain",
        ),
    ),
    (
        "question",
        ON,
        (
            "whether",
            "ask|asked|asking|wonder|wonders|wondered|wondering|see|check|unsure if",
            "learn|determine|know|knows|tell|decide|test|understand|examine if",
            "find|finding|found out if",
            "ask|asked|tell|asks|consult|speak your|a|the|his|her * if",
            "ask|asked|tell|asks|speak your|a|the|his|her * or * if",
            "ask|asked|asks him|her|them|me|us|you|yourself if",
            "not|isn't|aren't sure if",
        ),
    ),
    ("attributed", ALL, ("according to", "in the words|opinion of", "as reported by")),
    (
        "attributed",
        REST,
        (
            "say|says|said",
            "claim|claims|claimed|claiming that|to|of|about|it|they|he|she",
            "state|states|stated|report|reports|reported that",
            "believe|believes|believed that",
            "argue|argues|argued|maintain|maintains|insists|insisted that",
            "assert|asserts|asserted|allege|alleges|explains|explained that",
            "notes|noted|adds|added|testified|writes|wrote that",
            "told|tells|tell us|me|him|her|them|reporters|people that",
            "purports|purport|purported to",
            "touted|hailed|billed|promoted|advertised|marketed|touting as|for|to",
        ),
    ),
    (
        "attributed hedged",
        REST,
        (
            "believed|thought|reputed|rumored|rumoured|considered to",
            f"said|reported|claimed to {_VERB}",
            "is|are|was|were believed|thought|said|rumored|rumoured|claimed|reputed",
            "is|are|was|were often|widely|generally|sometimes believed|thought|said",
            "is|was reported that",
        ),
    ),
    (
        "warned-against",
        REST,
        (
            "beware",
            "wary|suspicious|skeptical|sceptical|cautious|leery|distrustful of|about",
            "be careful|careful of|with|about any|anyone|products|claims|companies|ads",
            "careful of anyone|products|claims|companies|ads",
            "watch out for",
            "watch|look out for anyone|products|claims|companies|ads|scams|sellers",
            "steer|stay|keep clear|away of|from any|anyone|products|claims|companies",
            f"{NOT}|never trust",
            f"{NOT}|never buy|believe any|anyone|anything|claims|ads|products|into",
            f"{NOT}|never fall for",
            f"{NOT}|never be fooled|misled|tricked|deceived|swayed by",
            f"{NOT}|never be taken in by",
            f"{NOT}|never waste your? money|time on",
            f"{NOT}|never rely on",
            f"avoid|reject|report|question|ignore {_PRODUCTS} {_PROMISING}",
            f"avoid|reject|report|question|ignore any|all * {_PROMISING}",
            f"{_PRODUCTS} that|who|which claim|claims|promise|promises|boast|boasts",
            f"{_PRODUCTS} that|who|which|to guarantee|guarantees|tells|tell|falsely",
            f"{_PRODUCTS} claiming|promising|falsely",
            f"{_SELLER} falsely? claimed|claim|represented|promised|advertised|boasted",
            f"{_SELLER} had|have|has falsely? claimed|represented|promised|advertised",
            "falsely|deceptively|illegally|fraudulently|misleadingly|unlawfully",
            "warn|warns|warned|warning that|against|about|consumers|people|patients|of",
            "caution|cautions|cautioned that|against|about|consumers|people|patients",
            "allege|alleges|alleged|alleging that|the|it|they",
            "supposed|so called? cure|cures|remedy|remedies|miracle",
            "illegal|unlawful to|for",
            "it|that is|was|'s a? myth|false|untrue|nonsense|misleading|wrong that|to",
            "dispel|dispels|debunk|debunks|debunked|debunking",
            "myth|myths",
            f"{_SHAM} claim|claims|advertising|advertisements|promise|promises|cure",
            f"{_SHAM} statements|representations|hope|cures|remedies|treatments|ads",
            "warning letter|letters",
        ),
    ),
    (
        "negated warned-against",
        REST,
        (
            "no|little|insufficient|without|lacks|lacking evidence|proof",
            "no|little|insufficient|without|any * evidence|proof",
            "no|little|insufficient|without|any * * evidence|proof",
            "no|little|insufficient|without * or * evidence|proof",
            f"{NOT} enough|any * evidence|proof",
            f"{NOT} enough|any evidence|proof",
            f"{NOT} supported|backed|supports|support by * evidence|science",
        ),
    ),
    (
        "warned-against",
        ON,
        (
            "unproven|unsubstantiated|bogus|fraudulent|sham|quack|phony|baseless|unfounded",
        ),
    ),
    (
        "warned-against",
        ALL,
        (
            "scam|scams|hoax|hoaxes|quackery|quacks|fraudsters|misbranded",
            "snake oil",
            "con artist|artists",
            "too good to be true",
            "health fraud|scam|frauds|scams",
            "red flag|flags",
        ),
    ),
    (
        "warned-against",
        BACK,
        (
            f"is|are|was|were|been a|an|all|also|simply|often? {_MEANS_FALSE}",
            "is|are|was|were not true|allowed|permitted|supported|legal|lawful|proven",
            "does|do not exist",
            "against the law",
        ),
    ),
    (
        "disclaimer",
        CLAUSE,
        (
            f"{NOT}|never intended|meant|designed to {_DISEASE}",
            f"{NOT}|never intended|meant as|for a|an|any? {_ADVICE}",
            f"{NOT}|never been? evaluated|assessed|reviewed|verified by",
            f"{NOT} be? a|any|as? a? substitute|replacement for|of",
            f"{NOT} be? used|taken|construed|considered|relied {_AS}? a? {_ADVICE}",
            f"{NOT} replace|substitute|constitute|provide|offer a|your|the? {_ADVICE}",
            f"{NOT} replace|substitute * * {_ADVICE}",
            f"{NOT} * * * medical advice",
            "for informational|information|educational|entertainment purposes|use",
            "for informational|educational and|or educational|informational purposes",
            "results|result|experiences|outcomes may|can|will|might|do vary|differ",
            f"results {NOT} typical|guaranteed",
            "always|please? read the label|leaflet|labels|instructions|packaging",
            "always read and follow",
            "use only|strictly as directed",
            "only be of assistance",
            "follow the directions|instructions",
            "if|when symptoms persist|worsen|continue",
            f"{NOT} exceed the",
            "keep out of reach",
        ),
    ),
    (
        "disclaimer",
        ADVICE,
        (
            f"consult|ask|see|contact|tell|inform with? your|a|the {_DOCTOR}",
            f"consult|ask|see|contact|tell your|a|the|with * {_DOCTOR}",
            f"consult|ask|see|contact|tell your|a|the * * {_DOCTOR}",
            f"consult|talk|speak|check|discuss to|with your|a|the {_DOCTOR}",
            f"consult|talk|speak|check|discuss to|with your|a|the * {_DOCTOR}",
            f"consult|talk|speak|check|discuss to|with your|a|the * * {_DOCTOR}",
            "talking|speaking to|with your|a doctor|physician|pharmacist",
            "talking|speaking to|with your|a health|healthcare|medical care? provider",
            f"talking|speaking to|with your|a * {_DOCTOR}",
            "seek|get|obtain medical|professional|immediate advice|help|attention",
            "advice of your|a * professional|doctor|physician|provider",
        ),
    ),
    (
        "negated",
        REST,
        ("not|never claim|pretend|imply that",),
    ),
    (
        "warned-against",
        REST,
        ("removed|deleted|rejected|banned * reviews|ads|adverts|posts|claims",),
    ),
    (
        "history",
        ALL,
        ("it|they was|were used|taken|given|applied",),
    ),
    (
        "history",
        CLAUSE,
        (
            f"traditionally|historically {_USED}",
            "used traditionally|historically",
            f"for|over|across|through many|several|hundreds? of? {_AGES}",
            f"for|over|through {_AGES}",
            "for|over hundreds|thousands of years",
            "dates|dating|date back",
            f"{_USED} since",
            f"has|have|had long been {_USED}",
            "since ancient|antiquity|prehistoric|medieval|the times|dawn|middle",
            "in ancient|medieval|victorian|imperial|biblical *",
            "ancient greeks|egyptians|romans|chinese|greece|egypt|rome|china|india",
            "ancient times|healing|medicine|remedy",
            "ancient civilizations|civilisations|cultures|physicians|healers|texts",
            "was|were once? valued|prized|revered|esteemed|treasured|worshipped",
            "were|was once used|believed|considered|thought",
            "revered|prized|treasured in|by|as|for",
            "once used|believed|valued|considered|thought",
            "traditional|folk|ayurvedic|african medicine|remedy|remedies|use|uses",
            "traditional chinese|ayurvedic|indian|african|herbal|folk|native medicine",
            "in ayurveda|ayurvedic|folklore|antiquity|herbalism",
            "folk|herbal|old lore|tale|tales",
            "middle ages",
            "native|indigenous americans|peoples|people|healers|tribes used|valued",
            "10|11|12|13|14|15|16|17|18|19 th century|centuries|and",
            "sixteenth|seventeenth|eighteenth|nineteenth century",
            "the 1500|1600|1700|1800 s",
            "old wives",
        ),
    ),
)
