"""Rows are (why, text); `[[...]]` stands around each scope of the kind in question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from healthlint.annotators import CUES
from healthlint.annotators.cues import annotate

if TYPE_CHECKING:
    from collections.abc import Callable

    from healthlint.document import Annotation

    Noticed = Callable[..., list[tuple[str, Annotation]]]

NEGATED = [
    ("no-subject", "No [[tea cures arthritis.]]"),
    ("no-object", "There is no [[cure for arthritis.]]"),
    ("not", "Tea does not [[cure arthritis.]]"),
    ("contraction", "Tea won't [[cure arthritis.]]"),
    ("careless-contraction", "Tea doesnt [[cure arthritis.]]"),
    ("cannot", "Tea cannot [[cure arthritis.]]"),
    ("never", "Tea never [[cured arthritis.]]"),
    ("neither", "Neither [[tea cures arthritis.]]"),
    ("nor", "It tastes bad, nor [[does it cure arthritis.]]"),
    ("nothing", "Nothing [[cures arthritis.]]"),
    ("none", "None [[of these teas cures arthritis.]]"),
    ("nobody", "Nobody [[was cured by tea.]]"),
    ("hardly", "It hardly [[relieves pain.]]"),
    ("fails-to", "Tea fails [[to relieve pain.]]"),
    ("unable", "Tea is unable [[to relieve pain.]]"),
    ("ineffective", "Tea is ineffective [[for arthritis.]]"),
    ("unlikely", "Tea is unlikely [[to relieve pain.]]"),
    ("no-evidence", "There is no [[evidence that tea cures arthritis.]]"),
    ("no-adjective-evidence", "No [[scientific evidence shows that tea cures it.]]"),
    ("comparison", "It did not [[relieve pain more than morphine.]]"),
    ("no-better-than-placebo", "It was no [[better than placebo for pain.]]"),
    ("better-than-placebo", "Nothing [[relieved pain better than placebo.]]"),
    ("partial-without-but", "Tea does not [[cure all diseases.]]"),
    ("passive-with-subject", "[[Arthritis is]] not [[cured by tea.]]"),
    ("passive-contraction", "[[Arthritis]] isn't [[cured by tea.]]"),
    ("passive-modal", "[[Arthritis can]] not [[be cured.]]"),
    ("passive-perfect", "[[Side effects have]] not [[been reported.]]"),
    ("passive-in-relative", "Pain [[that is]] not [[relieved by rest]] may need care"),
    ("without", "Relieves pain without [[drugs, surgery or injections.]]"),
    ("without-at-start", "Without [[drugs]], it relieves pain."),
    ("without-until-by", "They live without [[symptoms]] by using LDN."),
    ("instead-of", "Instead [[of masking pain]], LDN cures arthritis."),
    ("rather-than", "It treats causes rather [[than masking pain]] and heals."),
    ("unlike", "Unlike [[drugs that mask pain]], it cures arthritis."),
    ("lack-of", "Caused by a lack [[of sleep]]"),
    ("until-but", "It does not [[mask pain]] but cures arthritis."),
    ("until-comma-but", "He did not [[respond to pills]], but did see relief."),
    ("until-semicolon", "It is not [[a drug]]; it cures arthritis."),
    ("until-colon", "Not [[a drug]]: relieves pain."),
    ("until-however", "It did not [[cure pain]] however it calms."),
    ("until-agreeing-verb", "It does not [[cause drowsiness]] and relieves pain."),
    ("until-new-subject", "It won't [[hurt]], and your joints will feel better."),
    ("until-pronoun", "It is not [[a drug]] and it cures arthritis."),
    ("until-so", "They do not [[regain functions]], so it is crucial to start."),
    ("until-which", "It has no [[gluten]], which causes disease."),
    ("until-participle", "It has no [[drugs]], making it safe."),
    ("until-past-verb", "One noticed no [[benefits]] and stopped treatment."),
    ("until-main-verb", "People who find no [[help in pills]] may find relief."),
    ("until-main-verb-after-with", "People with no [[symptoms]] can take it."),
    ("through-that", "There is no [[tea that can cure arthritis.]]"),
    ("until-main-verb-after-never", "Some who never [[found help]] can find it."),
    ("through-verb-after-that", "We know that no [[tea can cure arthritis.]]"),
    ("through-list", "It won't [[cure headaches, migraines and stress.]]"),
    ("through-brackets", "It has no [[effect (that is sure) on pain.]]"),
    ("inside-brackets", "It helps (though not [[for pain]]) in weeks."),
    ("hyphenated", "A no-[[sugar]] tea that cures arthritis"),
]

NOT_NEGATED = [
    ("not-only", "It not only relieves pain but cures arthritis."),
    ("not-just", "Not just a tea: it cures arthritis."),
    ("nothing-like", "Nothing relieves pain like our tea."),
    ("nothing-works-better", "Nothing works better for arthritis."),
    ("nothing-beats", "Nothing beats tea for arthritis."),
    ("nothing-but", "Nothing but relief from pain."),
    ("no-other", "No other product relieves pain so well."),
    ("no-product-like", "No product relieves pain like ours."),
    ("no-one-better", "No one treats pain better."),
    ("no-better", "There is no better cure for pain."),
    ("partial-and-but", "It cannot wipe out the entire illness, but it helps."),
    ("no-longer", "They no longer have levels of the virus."),
    ("no-more", "No more pain."),
    ("no-doubt", "No doubt it cures arthritis."),
    ("no-wonder", "No wonder it relieves pain."),
    ("no-nonsense", "A no-nonsense cure for arthritis"),
    ("no-as-an-answer", "No, it cures arthritis."),
    ("number-one", "The no. 1 remedy for pain, the No 1 tea"),
    ("say-no", "Say no to arthritis."),
    ("do-not-wait", "Do not wait to treat arthritis."),
    ("don't-miss", "Don't miss this cure for arthritis."),
    ("don't-let", "Don't let arthritis win."),
    ("can't-wait", "I can't wait to be cured."),
    ("can't-go-wrong", "You can't go wrong with tea for pain."),
    ("why-not", "Why not cure arthritis now?"),
    ("why-don't", "Why don't you cure arthritis?"),
    ("rhetorical-question", "Isn't it time to cure arthritis?"),
    ("whether-or-not", "Whether or not you have arthritis, it helps."),
    ("if-not", "Many if not most patients were cured."),
    ("never-felt-better", "I have never felt better since it cured me."),
    ("never-fails", "Tea never fails to relieve pain."),
    ("never-again", "Never again suffer pain."),
    ("without-doubt", "Without doubt it cures arthritis."),
    ("second-to-none", "A remedy second to none for pain."),
    ("like-no-other", "It relieves pain like no other."),
    ("no-less", "It cures no less than five diseases."),
    ("knot", "A knot of pain, a note on cures, notable relief"),
    ("nothing-to-deny", "Tea cures arthritis."),
]

HEDGED = [
    ("may", "Tea [[may relieve pain.]]"),
    ("might-until-but", "Tea [[might help]], but cures nothing."),
    ("could", "It [[could help with pain.]]"),
    ("possibly", "LDN [[possibly effective in ALS]]"),
    ("potential", "A [[potential cure for pain]]"),
    ("appears-to", "It [[appears to relieve pain.]]"),
    ("seems-to", "It [[seems to work for pain]] and reduces stress."),
    ("suggests", "[[Research suggests it helps.]]"),
    ("suggests-that", "This [[suggests that tea helps.]]"),
    ("thought-to", "A tea [[thought to relieve pain]]"),
    ("believed-to", "A tea [[believed to relieve pain]]"),
    ("is-believed", "It [[is believed that tea helps.]]"),
    ("said-to", "A tea [[said to help]]"),
    ("tends-to", "It [[tends to help.]]"),
    ("some-people-report", "[[Some people report relief.]]"),
    ("in-some-cases", "It helps [[in some cases.]]"),
    ("preliminary", "[[Preliminary studies show relief.]]"),
    ("passive-with-subject", "[[Pain may be relieved by tea.]]"),
    ("passive-in-relative", "It is for pain [[that may be caused by stress.]]"),
    ("more-research", "[[It helps pain, but more research is needed.]]"),
    ("may-at-start", "[[May help with pain]]"),
]

NOT_HEDGED = [
    ("can", "Tea can relieve pain."),
    ("will", "Tea will relieve pain."),
    ("month", "In May 2023 it cured him."),
    ("month-with-day", "May 5 was the day"),
    ("month-after-of", "The end of May came."),
    ("known-to", "Tea known to relieve pain"),
    ("as-soon-as-possible", "Cure it as soon as possible."),
    ("if-possible", "Take it daily if possible."),
    ("doctor-suggests", "Your doctor will suggest ways to cure it."),
    ("reported-to", "Ten cases reported to us"),
    ("full-potential", "Reach your full potential with tea."),
    ("results-vary", "Results may vary."),
    ("mayor", "The mayor was mighty sure it cures."),
]

QUESTION = [
    ("mark", "[[Can tea cure arthritis?]]"),
    ("mark-and-quote", '[["Can tea cure arthritis?"]]'),
    ("several-marks", "[[Does it work??]]"),
    ("heading", "[[LDN for arthritis?]]"),
    ("first-of-two", "[[Arthritis?]] Gone in a week"),
    ("whether", "We asked [[whether tea cures arthritis.]]"),
    ("find-out-if", "[[Find out if tea cures arthritis.]]"),
    ("wonder-if", "I [[wonder if it helps.]]"),
    ("see-if", "Call us to [[see if it is safe.]]"),
    ("ask-your-doctor-if", "[[Ask your doctor if it helps.]]"),
    ("ask-doctor-or-pharmacist", "[[Ask your doctor or pharmacist if it helps.]]"),
    ("not-sure-if", "[[Not sure if it helps.]]"),
    ("whether-until-clause", "[[Whether you are old or young]], this tea helps pain."),
]

NOT_QUESTION = [
    ("statement", "Tea cures arthritis."),
    ("if", "If you have pain, tea helps."),
    ("even-if", "It helps even if you are old."),
    ("did-you-know", "Did you know that tea cures arthritis?"),
    ("mark-inside", "It cured me (really?) in a week."),
    ("how", "How tea cures arthritis"),
    ("why", "Why tea cures arthritis"),
    ("ask", "Ask for our tea, it cures arthritis."),
    ("question-as-a-word", "Without question, tea cures pain."),
    ("exclamation", "Gone in a week!"),
    ("second-of-two", "Pain gone in a week. Call us."),
    ("know-that", "We know that tea cures arthritis."),
]

QUOTED = [
    ("whole", '"[[It cured me.]]"'),
    ("part", 'It is a "[[cure]]" for pain.'),
    ("two", 'A "[[cure]]" or a "[[relief]]"'),
    ("curly", "It is a “[[cure]]” for pain."),
    ("with-stop", 'He said "[[it helps.]]"'),
    ("single", "It is a '[[cure for pain]]', he says."),
    ("single-curly", "It is a ‘[[cure]]’ for pain."),
    ("single-with-apostrophe", "'[[It didn't help]]'"),
    ("in-brackets", 'pain ("[[ache]]")'),
    ("after-dash", 'pain -"[[ache]]"'),
    ("comma-inside", '"[[It cured me,]]" says Anna.'),
    ("second-opener", 'a "pain of "[[ache]]"'),
]

NOT_QUOTED = [
    ("none", "It is a cure."),
    ("open", '"It cures arthritis'),
    ("close", 'It cures arthritis"'),
    ("inches", 'a 5" pipe and a 6" pipe'),
    ("apostrophes", "the patients' pain and the doctors' cures"),
    ("contractions", "it's what we don't cure"),
    ("empty", 'It "" cures'),
    ("too-long", '"' + "It cures pain and " * 20 + 'more"'),
    ("too-long-single", "'" + "It cures pain and " * 8 + "more'"),
    ("possessive", "Crohn's and Parkinson's"),
    ("mark-before-space", 'the " cure'),
    ("two-sentences", '"It works. It cures pain."'),
]

ATTRIBUTED = [
    ("according-to", "[[According to Anna, tea cures pain.]]"),
    ("according-to-last", "[[Tea cures pain, according to Anna.]]"),
    ("says", "Anna [[says tea cures pain.]]"),
    ("said-that", "He [[said that tea cures pain.]]"),
    ("said-last", '[["It cured me,"]] said Anna.'),
    ("experts-say", "Experts [[say tea helps.]]"),
    ("claims-that", "He [[claims that tea cures pain.]]"),
    ("claims-to", "A tea [[claims to cure pain.]]"),
    ("believe-that", "Many [[believe that tea helps.]]"),
    ("told-us", "Anna [[told us that tea helps.]]"),
    ("said-to", "Tea [[is said to help.]]"),
    ("is-believed", "Tea [[is believed to help.]]"),
    ("touted-as", "A tea [[touted as a cure]]"),
    ("said-at-the-end", "It cures pain, [[it is said]]."),
]

NOT_ATTRIBUTED = [
    ("plain", "Tea cures pain."),
    ("we-say", "We say that tea cures pain."),
    ("i-believe", "I believe that tea cured me."),
    ("studies-show-that", "Studies show that tea cures pain."),
    ("we-found-that", "He found that tea cures pain."),
    ("that-is-to-say", "It cures, that is to say heals."),
    ("note-that", "It is important to note that tea cures pain."),
    ("varies-according-to", "The dose varies according to weight."),
    ("claim-as-a-noun", "Claim your free tea, it cures pain."),
    ("say-goodbye", "You can say goodbye to pain."),
    ("reported-to-us", "It was reported to us."),
    ("state", "A state of relief"),
]

WARNED_AGAINST = [
    ("beware", "[[Beware of anyone who says tea cures pain.]]"),
    ("be-wary", "Be [[wary of products that cure pain.]]"),
    ("do-not-trust", "Do [[not trust a tea that cures pain.]]"),
    ("never-fall-for", "[[Never fall for cures for pain.]]"),
    ("avoid-products-that", "[[Avoid products that cure everything.]]"),
    ("products-that-claim", "[[Products that claim to cure pain]]"),
    ("anyone-promising", "[[Be careful with anyone promising a cure.]]"),
    ("false-claims", "[[False claims that tea cures pain]]"),
    ("fraudulent", "It is [[fraudulent to call it a cure.]]"),
    ("scam", "[[This cure for pain is a scam]]."),
    ("no-evidence", "There is [[no evidence that tea cures pain.]]"),
    ("unproven", "We have [[unproven cures]], our tea helps."),
    ("are-unproven", "[[These are unproven cures]], our tea helps."),
    ("myth-first", "[[Myth: tea cures pain.]]"),
    ("myth-last", "[[That tea cures pain is a myth]]."),
    ("illegal-claims", "[[Claims such as curing pain are illegal]]."),
    ("seller-claimed", "The [[seller claimed it cures pain.]]"),
    ("authority-warned", "[[The FDA warned a seller of cures.]]"),
    ("authority-by", "[[A seller of cures was fined by the court.]]"),
    ("warn-that", "Doctors [[warn that cures are rare.]]"),
    ("falsely", "It was [[falsely sold as a cure.]]"),
    ("too-good", "[[A cure in a day is too good to be true.]]"),
]

NOT_WARNED_AGAINST = [
    ("avoid", "Take LDN to avoid withdrawal."),
    ("avoid-food", "Avoid sugar, it cures pain."),
    ("no-scam", "This cure is not a scam."),
    ("no-scam-subject", "No scam here: it cures pain."),
    ("approved-by-authority", "The FDA approved a cure."),
    ("warning-without-authority", "He was charged a fee for the cure."),
    ("evidence", "There is evidence that tea cures pain."),
    ("proven", "Proven cures for pain"),
    ("true", "It is true that tea cures pain."),
    ("trust", "Trust the tea that cures pain."),
    ("careful", "Be careful, it cures fast."),
    ("false-negatives", "A false positive test"),
    ("legal", "It is legal to sell the cure."),
    ("beware-inside-word", "Bewared"),
]

DISCLAIMER = [
    (
        "fda",
        "[[This tea is not intended to diagnose, treat, cure or prevent any disease.]]",
    ),
    ("evaluated", "[[These statements have not been evaluated by the FDA.]]"),
    ("evaluated-contraction", "[[It hasn't been evaluated by the FDA.]]"),
    ("informational", "[[For informational purposes only.]]"),
    ("substitute", "[[It is not a substitute for medical advice.]]"),
    ("replace-advice", "[[It does not replace professional advice.]]"),
    ("results-vary", "[[Results may vary.]]"),
    ("not-advice", "[[It should not be considered medical advice.]]"),
    ("consult", "[[Consult your doctor before use.]]"),
    ("talk-to", "Please [[talk to your pharmacist first.]]"),
    ("talk-to-care-provider", "[[Talk to your health care provider first.]]"),
    ("ask-about", "[[Ask your doctor]] about LDN for pain."),
    ("read-the-label", "[[Always read the label.]]"),
    ("directed", "[[Use only as directed.]]"),
    ("symptoms-persist", "[[If symptoms persist stop taking it.]]"),
    ("exceed", "[[Do not exceed the stated dose.]]"),
    ("after-semicolon", "It cures pain; [[it is not intended to treat any disease.]]"),
    ("seek-advice", "[[Seek medical advice.]]"),
]

NOT_DISCLAIMER = [
    ("plain", "Tea cures pain."),
    ("intended", "It is intended to treat pain."),
    ("doctors", "Doctors cure pain."),
    ("your-doctor", "Your doctor takes it too."),
    ("evaluated", "It was evaluated by the FDA."),
    ("results", "Results may amaze you."),
    ("not-a-drug", "It is not a drug and cures pain."),
    ("not-evaluated-otherwise", "Not all teas cure pain."),
    ("label", "Read the story of a cure."),
    ("substitute", "A substitute for pills that cures pain"),
    ("see", "See how it cures pain."),
    ("purposes", "For cooking purposes"),
]

HISTORY = [
    ("traditionally", "[[Tea was traditionally used for pain.]]"),
    ("centuries", "[[For centuries it cured pain.]]"),
    ("thousands", "[[It has been taken for thousands of years.]]"),
    ("many-generations", "[[It cured pain for many generations.]]"),
    ("used-since", "[[It has been used since 1500.]]"),
    ("long-been-used", "[[It has long been used for pain.]]"),
    ("ancient-country", "[[In ancient China tea cured pain.]]"),
    ("ancient-people", "[[The ancient Egyptians used it for pain.]]"),
    ("valued", "[[Tea was valued as a cure.]]"),
    ("folk", "[[A folk remedy for pain]]"),
    ("ayurveda", "[[In Ayurveda it cures pain.]]"),
    ("century", "[[In the 16th century it cured pain.]]"),
    ("century-in-letters", "[[In the nineteenth century it cured pain.]]"),
    ("years", "[[In the 1800s it cured pain.]]"),
    ("until-now", "[[It was traditionally used for pain]], but now it cures."),
]

NOT_HISTORY = [
    ("plain", "Tea cures pain."),
    ("used", "It is used for pain."),
    ("recent-century", "In the 20th century it cured pain."),
    ("weeks", "It works for many hours."),
    ("years", "It helped him for years."),
    ("traditional", "Better than traditional pills"),
    ("surgery", "Traditionally, surgeons repair it."),
    ("old", "It helps old people."),
    ("since", "Since taking it, I have no pain."),
    ("was", "Pain was relieved."),
    ("long", "It has a long effect."),
    ("historic", "A historic relief of pain"),
]

APPROVAL = [
    ("by-agency", "It was [[approved by the FDA in 1984 for addiction.]]"),
    ("approved-for", "It is [[approved for the treatment of pain.]]"),
    ("agency-first", "FDA-[[approved to treat pain]]"),
    ("agency-acts", "The FDA [[approved naltrexone for addiction.]]"),
    ("licensed", "It is [[licensed for pain.]]"),
    ("authorised", "It is [[authorised in the EU for pain.]]"),
    ("indicated", "It is [[indicated for pain.]]"),
    ("prescribed", "It is often [[prescribed for pain.]]"),
    ("prescribed-to-treat", "and [[prescribed in higher doses to treat addiction.]]"),
    ("contraindicated", "It is [[contraindicated in hepatitis]]; it may harm."),
    ("not-approved", "It is not [[approved for pain.]]"),
    ("until-clause", "It is [[approved for pain]] but cures arthritis."),
    ("regulator", "[[Approved by European regulators for pain]]"),
]

NOT_APPROVAL = [
    ("by-doctors", "It is approved by doctors for pain."),
    ("doctor-approved", "Doctor-approved for pain"),
    ("approved-alone", "FDA approved! It cures pain."),
    ("approved-thing", "Our approved tea cures pain."),
    ("licensed-person", "A licensed doctor to cure pain"),
    ("indicated-that", "Studies indicated that tea cures pain."),
    ("studies-indicated-in", "Studies indicated in mice relief for pain."),
    ("doctor-prescribed", "Dr. Lee prescribed LDN to treat pain."),
    ("prescribed-off-label", "It is prescribed off-label for pain."),
    ("approve", "We approve of it for pain."),
    ("used", "It is used for pain."),
    ("recommended", "It is recommended for pain."),
]

TABLES = {
    "negated": (NEGATED, NOT_NEGATED),
    "hedged": (HEDGED, NOT_HEDGED),
    "question": (QUESTION, NOT_QUESTION),
    "quoted": (QUOTED, NOT_QUOTED),
    "attributed": (ATTRIBUTED, NOT_ATTRIBUTED),
    "warned-against": (WARNED_AGAINST, NOT_WARNED_AGAINST),
    "disclaimer": (DISCLAIMER, NOT_DISCLAIMER),
    "history": (HISTORY, NOT_HISTORY),
    "approval": (APPROVAL, NOT_APPROVAL),
}


def rows(which: int) -> list[Any]:
    return [
        pytest.param(kind, text, id=f"{kind}-{why}")
        for kind, tables in TABLES.items()
        for why, text in tables[which]
    ]


@pytest.mark.parametrize(("kind", "marked"), rows(0))
def test_scopes(noticed: Noticed, kind: str, marked: str) -> None:
    text = marked.replace("[[", "").replace("]]", "")
    wanted = re.findall(r"\[\[(.*?)\]\]", marked)
    seen = [words for words, _ in noticed(annotate, text, kind)]
    assert seen == wanted


@pytest.mark.parametrize(("kind", "text"), rows(1))
def test_no_scope(noticed: Noticed, kind: str, text: str) -> None:
    assert noticed(annotate, text, kind) == []


def test_every_cue_has_a_table() -> None:
    assert tuple(TABLES) == CUES
