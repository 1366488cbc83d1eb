"""The inflected forms of English verbs and nouns, as health copy uses them.

Forms are generous: both spellings of travelled, both plurals of fungus. A form that
nobody writes does no harm, a missing one is a missed claim.
"""

from __future__ import annotations

from typing import Final

from healthlint.patterns import compiled

_VOWELS: Final = frozenset("aeiou")
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_ONE_VOWEL: Final = compiled(r"(?:[^aeiou]|qu|^[^aeiouy]*y)*?[aeiouy][^aeiouwxy]")
_LINKS: Final = frozenset({"of", "in", "with", "to", "for", "from", "on", "at"})

# Base form, then all others except -s and -ing.
_IRREGULAR_VERBS: Final = {
    base: tuple(others)
    for base, *others in map(
        str.split,
        """
        arise arose arisen
        be was were been am is are
        bear bore borne
        beat beat beaten
        become became become
        begin began begun
        bend bent
        bind bound
        bite bit bitten
        bleed bled
        blow blew blown
        break broke broken
        bring brought
        build built
        burn burned burnt
        burst burst
        buy bought
        cast cast
        catch caught
        choose chose chosen
        come came come
        cost cost
        cut cut
        deal dealt
        dig dug
        do did done
        draw drew drawn
        dream dreamed dreamt
        drink drank drunk
        drive drove driven
        eat ate eaten
        fall fell fallen
        feed fed
        feel felt
        fight fought
        find found
        fly flew flown
        forget forgot forgotten
        forgive forgave forgiven
        freeze froze frozen
        get got gotten
        give gave given
        go went gone
        grow grew grown
        have had
        hear heard
        hide hid hidden
        hit hit
        hold held
        hurt hurt
        keep kept
        know knew known
        lay laid
        lead led
        lean leaned leant
        leap leaped leapt
        learn learned learnt
        leave left
        lend lent
        let let
        lie lay lain
        light lit lighted
        lose lost
        make made
        mean meant
        meet met
        mistake mistook mistaken
        offset offset
        outgrow outgrew outgrown
        outdo outdid outdone
        oversleep overslept
        overeat overate overeaten
        overcome overcame overcome
        pay paid
        prove proved proven
        put put
        quit quit quitted
        read read
        rebuild rebuilt
        redo redid redone
        regrow regrew regrown
        rid rid ridded
        rethink rethought
        ride rode ridden
        rise rose risen
        run ran run
        say said
        see saw seen
        seek sought
        sell sold
        send sent
        reset reset
        set set
        shake shook shaken
        shed shed
        shine shone shined
        shoot shot
        show showed shown
        shrink shrank shrunk shrunken
        shut shut
        sit sat
        sleep slept
        smell smelled smelt
        speak spoke spoken
        speed sped speeded
        spend spent
        spin spun
        split split
        spoil spoiled spoilt
        spread spread
        spring sprang sprung
        stand stood
        steal stole stolen
        stick stuck
        strike struck stricken
        strive strove striven strived
        sweat sweated sweat
        sweep swept
        swell swelled swollen
        swim swam swum
        take took taken
        teach taught
        tear tore torn
        tell told
        think thought
        throw threw thrown
        thrive thrived throve
        undergo underwent undergone
        understand understood
        undo undid undone
        unwind unwound
        uphold upheld
        wake woke woken
        wear wore worn
        weave wove woven
        win won
        wind wound
        withdraw withdrew withdrawn
        withstand withstood
        write wrote written
        """.strip().splitlines(),
    )
}
_IRREGULAR_THIRD: Final = {"be": "is", "have": "has"}
# Verbs of several syllables that double: by stress, or by British habit.
_DOUBLING: Final = frozenset(
    str.split(
        """
        abhor acquit admit allot begin commit compel control deter dispel distil emit
        enrol equip excel expel forget fulfil incur infer instil kidnap occur offset
        omit outfit patrol permit prefer program propel rebut recur refer regret remit
        repel reset revel submit transfer transmit unplug upset worship zigzag
        """
    )
)
_EITHER: Final = frozenset(
    str.split(
        """
        benefit bias cancel channel combat counsel dial equal focus format fuel funnel
        label level marvel model pedal refuel relabel signal target total travel tunnel
        unravel
        """
    )
)
_KEEP_E: Final = frozenset({"age", "binge", "singe", "tinge"})

_IRREGULAR_NOUNS: Final = {
    singular: tuple(plurals)
    for singular, *plurals in map(
        str.split,
        """
        alga algae
        alveolus alveoli
        analysis analyses
        appendix appendices appendixes
        axis axes
        bacillus bacilli
        bacterium bacteria
        bronchus bronchi
        bursa bursae bursas
        calculus calculi
        cervix cervices cervixes
        child children
        cortex cortices
        criterion criteria
        crisis crises
        embolus emboli
        fibula fibulae
        focus foci focuses
        foot feet
        formula formulas formulae
        fungus fungi funguses
        ganglion ganglia
        gas gases gasses
        genus genera
        half halves
        hypothesis hypotheses
        index indices indexes
        knife knives
        larva larvae
        leaf leaves
        lens lenses
        life lives
        louse lice
        lumen lumina
        man men
        matrix matrices
        medium media
        meninx meninges
        metastasis metastases
        mitochondrion mitochondria
        mouse mice
        nevus nevi
        nucleus nuclei
        ovum ova
        papilla papillae
        pelvis pelvises
        person people persons
        phenomenon phenomena
        protozoan protozoa
        self selves
        serum serums sera
        shelf shelves
        spectrum spectra
        sperm sperm sperms
        stimulus stimuli
        stomach stomachs
        stratum strata
        thesis theses
        thrombus thrombi
        tooth teeth
        trachea tracheae
        uterus uteri
        vertebra vertebrae
        villus villi
        wife wives
        woman women
        """.strip().splitlines(),
    )
}
_NOUNS_IN_O: Final = frozenset({"potato", "tomato", "hero", "echo", "embargo", "veto"})


def verb_forms(lemma: str) -> tuple[str, ...]:
    """Return all forms of a verb, the lemma first; of several words the first bends.

    >>> verb_forms("get rid of")
    ('get rid of', 'gets rid of', 'getting rid of', 'got rid of', 'gotten rid of')
    """
    words, space, rest = lemma.partition(" ")
    prefix, hyphen, verb = words.rpartition("-")
    forms = (verb, third_person(verb), *_participles(verb, "ing"), *_past(verb))
    return tuple(dict.fromkeys(prefix + hyphen + form + space + rest for form in forms))


def noun_forms(lemma: str) -> tuple[str, ...]:
    """Return all forms of a noun: the lemma, plurals, possessives.

    Of several words the last bends, or the one before "of" and its like.

    >>> noun_forms("remedy")
    ('remedy', 'remedies', "remedy's")
    """
    plurals = plural_forms(lemma)
    odd = (f"{plural}'s" for plural in plurals[1:] if not plural.endswith("s"))
    return tuple(dict.fromkeys((*plurals, f"{lemma}'s", *odd)))


def plural_forms(lemma: str) -> tuple[str, ...]:
    """Return a noun and its plurals, without possessives."""
    words = lemma.split(" ")
    links = (at for at, word in enumerate(words) if at and word in _LINKS)
    head = next(links, len(words)) - 1
    before, after = words[:head], words[head + 1 :]
    forms = (words[head], *_plurals(words[head]))
    return tuple(dict.fromkeys(" ".join([*before, form, *after]) for form in forms))


def word_forms(word: str) -> tuple[str, ...]:
    """Return what a single word can become, be it a verb or a noun."""
    return tuple(dict.fromkeys((*verb_forms(word), *noun_forms(word))))


def third_person(verb: str) -> str:
    """Return the form that follows he, she or it."""
    if verb in _IRREGULAR_THIRD:
        return _IRREGULAR_THIRD[verb]
    if verb.endswith("o") and verb[-2:-1] not in _VOWELS:
        return f"{verb}es"
    if _doubles(verb) and verb[-1:] in {"s", "z"}:
        return f"{verb}{verb[-1]}es"
    return _with_s(verb)


def _past(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR_VERBS:
        return _IRREGULAR_VERBS[verb]
    return _participles(verb, "ed")


def _participles(verb: str, ending: str) -> tuple[str, ...]:
    if verb.endswith("e"):
        return _after_e(verb, ending)
    if ending == "ed" and verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return (f"{verb[:-1]}ied",)
    plain = f"{verb}k{ending}" if verb.endswith("ic") else f"{verb}{ending}"
    doubled = f"{verb}{verb[-1:]}{ending}"
    if verb in _EITHER:
        return (plain, doubled)
    return (doubled,) if _doubles(verb) else (plain,)


def _after_e(verb: str, ending: str) -> tuple[str, ...]:
    if ending == "ed":
        return (f"{verb}d",)
    if verb.endswith("ie"):
        return (f"{verb[:-2]}ying",)
    if verb.endswith(("ee", "oe", "ye")) or verb == "be":
        return (f"{verb}ing",)
    dropped = f"{verb[:-1]}ing"
    return (dropped, f"{verb}ing") if verb in _KEEP_E else (dropped,)


def _doubles(verb: str) -> bool:
    """Tell whether the last consonant doubles: one syllable, one vowel, or listed."""
    return verb in _DOUBLING or _ONE_VOWEL.fullmatch(verb) is not None


def _plurals(noun: str) -> tuple[str, ...]:
    if noun in _IRREGULAR_NOUNS:
        return _IRREGULAR_NOUNS[noun]
    if noun.endswith("sis"):
        return (f"{noun[:-2]}es",)
    if noun.endswith("s") and not noun.endswith(("ss", "us")):
        return ()  # a plural already, or a name that has none: diabetes, arthritis
    if noun in _NOUNS_IN_O:
        return (f"{noun}es",)
    return (_with_s(noun),)


def _with_s(word: str) -> str:
    if word.endswith(_SIBILANT):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"
