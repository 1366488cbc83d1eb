"""Words with a capital that are no product: people, places, ordinary words.

No dictionary, only what is likely to stand before a verb such as "prevents".
"""

from __future__ import annotations

from typing import Final


def _set(*words: str) -> frozenset[str]:
    return frozenset(word for line in words for word in line.split())


GIVEN: Final = _set(
    "aaron adam ahmed alan albert alex alexander alice amanda amy andrea andrew",
    "angela anita ann anna anne anthony antonio arthur ashley barbara ben benjamin",
    "bernard betty beth bill bob brandon brenda brian bruce carl carlos carol",
    "caroline catherine charles charlotte chloe chris christian christina christine",
    "christopher claire clara colin craig cynthia dan daniel david dawn deborah debra",
    "dennis diana diane donald donna dorothy doug douglas edward elena eleanor",
    "elizabeth ellen ella emily emma eric erik ethan eva evelyn fatima frances",
    "francis frank fred gary george gerald gloria grace graham greg gregory hannah",
    "harold harry heather helen henry howard ian isabella ivan jack jacob james jamie",
    "jan jane janet janice jason jean jeff jeffrey jennifer jeremy jerry jesse",
    "jessica jesus jill jim joan joanna joe john johnny jonathan jose joseph joshua",
    "joyce juan judith judy julia julian julie justin karen kate katherine kathleen",
    "kathy katie keith kelly kenneth kevin kim kyle larry laura lauren lawrence leo",
    "leonard leslie li lily linda lisa louis louise lucas lucy luis luke lynn",
    "margaret maria marie marilyn mark martha martin mary matthew maya megan mei",
    "melissa michael michelle mike mohammed monica nancy natalie nathan neil nicholas",
    "nicole nina noah nora oliver olivia omar oscar pamela patricia patrick paul",
    "paula pedro peggy peter philip phil priya rachel ralph ravi raymond rebecca",
    "richard rita robert robin roger ron ronald rose ross roy russell ruth ryan sally",
    "sam samantha samuel sandra sara sarah scott sean sergei sharon shirley simon",
    "sofia sophia sophie stella stephanie stephen steve steven stuart sue susan",
    "teresa terry theresa thomas tim timothy todd tom tony tracy tyler vanessa victor",
    "victoria vincent virginia walter wayne wei wendy william xin yasmin yusuf zoe",
)
"""Given names, and of holy persons those who heal."""

PLACES: Final = _set(
    "africa alabama alaska albania alberta algeria america amsterdam argentina",
    "arizona arkansas asia athens atlanta auckland austin australia austria baltimore",
    "bangladesh barcelona beijing belfast belgium berlin birmingham boston brazil",
    "brisbane bristol britain brussels budapest bulgaria california cambodia",
    "cambridge cameroon canada cardiff charlotte chicago chile china cincinnati",
    "cleveland colombia colorado columbus congo connecticut copenhagen croatia cuba",
    "cyprus dallas delaware delhi denmark denver detroit dublin ecuador edinburgh",
    "egypt england estonia ethiopia europe finland florida france geneva georgia",
    "germany ghana glasgow greece guatemala haiti hawaii helsinki honduras houston",
    "hungary iceland idaho illinois india indiana indianapolis indonesia iowa iran",
    "iraq ireland israel istanbul italy jamaica japan jordan kansas kentucky kenya",
    "korea kuwait latvia lebanon leeds liberia libya lisbon lithuania liverpool",
    "london louisiana luxembourg madrid maine malawi malaysia mali malta manchester",
    "manitoba maryland massachusetts melbourne memphis mexico miami michigan",
    "milwaukee minneapolis minnesota mississippi missouri montana montreal morocco",
    "moscow mozambique mumbai munich myanmar nashville nebraska nepal netherlands",
    "nevada nicaragua nigeria norway ohio oklahoma ontario oregon orlando oslo ottawa",
    "oxford pakistan panama paraguay paris pennsylvania peru philadelphia philippines",
    "phoenix pittsburgh poland portland portugal prague quebec queensland romania",
    "rome russia rwanda sacramento scotland seattle senegal serbia shanghai sheffield",
    "singapore slovakia slovenia somalia spain stockholm sudan sweden switzerland",
    "sydney syria taiwan tanzania tasmania tennessee texas thailand tokyo toronto",
    "tunisia turkey uganda ukraine uruguay utah vancouver venezuela vermont vienna",
    "vietnam wales warsaw washington wellington wisconsin wyoming yemen york zambia",
    "zimbabwe zurich",
)
"""Countries, states of America, large cities."""

PUBLIC: Final = _set(
    "medicare medicaid obamacare centrelink parliament congress senate brexit unicef",
    "unesco nasa facebook google microsoft apple amazon instagram youtube twitter",
    "wikipedia tiktok pfizer moderna novartis roche bayer astrazeneca harvard",
    "stanford yale princeton mayo hopkins kaiser rotary oxfam cochrane bluecross",
    "healthline webmd christianity islam buddhism hinduism judaism catholicism bible",
    "koran quran torah god christ allah buddha ayurveda christmas easter ramadan",
    "ebola covid zika monday tuesday wednesday thursday friday saturday sunday",
    "january february april june july august september october november december",
    "english spanish french german latin chinese japanese",
)
"""Firms, authorities, faiths, days: they cover, pay, study, and sell much else."""

ORDINARY: Final = _set(
    "abstinence action activity adult advice aerobics air alarm alcohol allergen",
    "amount animal another answer antibody antigen anyone anything app apparatus",
    "appetite arm army art artery aspect athlete attitude author baby back bacteria",
    "balance barrier base bath battery bear beauty bed beer behavior behaviour belief",
    "belt benefit bird birth bladder blanket blood board body bone book bottle bowel",
    "box boy brace brain bread break breakfast breast breath bruise brush budget",
    "building business butter cage cake calm candle car carbon carbohydrate care cash",
    "cat cause cell center centre cereal chair chance change charcoal charity chat",
    "cheese chemical chest chicken child childhood chocolate choice church city class",
    "clay cleanser climate clinic clock clothing cloth club coach coat code coffee",
    "cold color colour comfort company compassion compress concept condom conscience",
    "contact control cooking cooler corn cost cough country couple courage course",
    "court cow cream culture cup curcumin cycle cycling dad dairy damage dance dark",
    "data daughter day daylight death debt deed defect delay device diary diet",
    "digestion dinner dirt disinfectant dialysis dish distance dog dosage dose doubt",
    "dream dress drink drug dust duty each ear early earth education effect effort",
    "egg either elastic electricity elevation else embryo emotion energy enema engine",
    "enough enzyme equipment error event everybody everyone everything evidence evil",
    "example excess exercise experience expert extra eye fabric face fact faith",
    "family fan fancy farm fashion fast fasting fat father fear feed feedback fiber",
    "fibre field fight film filter finger fire fish fitness flesh floor flour fluid",
    "fluoride flow foam food foot force forest form formula fracture freedom freezer",
    "friend fruit fuel fun fund fungus future game gap garden gas gene gentle gift",
    "girl glove glucose goal goat gold golf good gravity growth guide gum habit hair",
    "half hand happiness harm hat head heart heat heater heating help helmet herb",
    "heredity history holiday home honesty hope hormone horse hospice hospital hour",
    "house human humidity humility humor humour hunger hydration hygiene ice idea",
    "ignorance image immersion immunity implant income infant injury insect insert",
    "insight instinct insulation insulin insurance intake intellect interest internet",
    "iron item jaw job jogging jojoba joint jojo joke journey joy juice jump keto",
    "kidney kindness kitchen knee knowledge labor labour lack lamp language lap laser",
    "laughter laundry law layer lead leadership leaf learner leg legislation lemon",
    "lens lesson letter lid life lifestyle light lining lip lipid list liver local",
    "lock log logic look loss love luck lunch lung lymph machine magic magnet mail",
    "majority male man manager market marriage mask mass massage mat mattress",
    "maturity meal meat media medicine meditation melanin member membrane memory menu",
    "message metal method midwife milk mind mindfulness mineral minor mint minute",
    "misery mixture model moderation modern modesty moisture molecule mom moment",
    "money month mood morning moss mother motion mouth movement movie mucus mud mum",
    "muscle music myelin naloxone nap nature neck need needle nerve network neuron",
    "newborn news nicotine night nobody noise none nothing number nurse nursery",
    "nurture nut nutrient obesity object occasion odor office oil one onset opera",
    "opioid optimism option orange order organ orgasm orthotic other outcome outdoor",
    "outlook output oven owner oxygen pace package pain paint pair palliation panel",
    "panic paper parent park part party passion past patch path patience patient",
    "pattern peace pelvis penicillin peptide period person perspective pessary pet",
    "petroleum phone photo phrase physics piano picture pie pill pillow place placebo",
    "plan plant plasma plaster plastic plate play pleasure plenty poem poetry poison",
    "police policy pollen posture potassium powder power practice prayer precaution",
    "predator pregnancy presence press price pride privacy prize probe problem",
    "procedure process product profit program programme progress project prophylaxis",
    "protein public pump purpose quarantine quest question quiet quilt quinine race",
    "radio rain range rate reaction reading reality reason reassurance recipe record",
    "recovery reflex region regular release relief religion remedy research respect",
    "response rest result retina rice ritual river road role roof room root rope",
    "rotation rubber rule run running safety saliva salt salad sample sand sauna",
    "sauce scalp scarf school science screen sea season seat second secret section",
    "security seed self sense sequence serum service sex sexuality shade shampoo",
    "shape share sheet shelter shield shift shoe shop shot shower shunt side sight",
    "sign silence silk silver sink sister site size skill skin skull sleep slow smell",
    "smile smoke snack snow soap society sock sodium soil solution somebody someone",
    "something son song soul sound soup space speech speed spice spine spirit splint",
    "sponge sport spouse spray spring stability staff stage stamina start state",
    "statin stay steam stem stent step stick stimulus stitch stocking stomach stool",
    "story strain strategy strength stress stretch stroke structure student study",
    "style substance success sugar summer sun sunlight sunscreen sunshine support",
    "surface surgeon surgery surprise sweat swelling symptom system table talk tampon",
    "tape taste tax tea teacher team technique technology teen teeth telehealth",
    "temperature tendon tension test text thing this thought thyme thyroid time tip",
    "tissue tobacco today toilet tolerance tongue tonight tool tooth torture touch",
    "towel town toxin trade tradition trait trauma travel tree trial trip trouble",
    "truth tub tube tumor tumour turn twin type ultrasound unit urine use user",
    "utensil vaccine vacuum value vapor vapour variety vegetable vein ventilator",
    "verse vest veterinarian video view village vinegar virtue virus vision vitamin",
    "voice volume walk wall want war warmth wash waste watch water wave wax way",
    "weather week weekend weight wellness wheat wheel whey white whole wife will",
    "willpower wind window wine winter wisdom woman womb wonder wood wool word work",
    "workout worry worship wound wrap wrist writer yeast yoga yoghurt yogurt youth",
    "zeal above after again also although always among because before behind below",
    "beneath between both but despite during even every few finally first further",
    "hence here how however if indeed instead its just last later least less like",
    "many maybe more moreover most much never next nor not now often once only",
    "otherwise our over perhaps please rather really recently same several simply",
    "since so some sometimes soon still such that the then there therefore these they",
    "those though through thus together too under unlike until upon usually very what",
    "when where which while who whoever whose why with within without yes yet your",
)
"""Nouns that may be said to help or to prevent something, and words that open."""

_ENDINGS: Final = (
    # ordinary words
    *("tion", "sion", "ment", "ness", "ing", "ity", "ism", "ence", "ance", "ship"),
    *("therapy", "logy", "sis", "ics", "ture", "ist", "ian", "hood", "dom", "ful"),
    *("less", "able", "ible", "ized", "ised", "ive", "ous", "ed", "ly", "ary", "ory"),
    *("ward", "body", "graphy", "scopy", "tomy", "plasty", "work", "ware"),
    # places
    *("land", "burg", "ville", "shire"),
    # what is in the body
    *("yte", "ytes", "phage", "phages", "ase", "ose", "gen", "kine", "in", "ins", "ol"),
    # international names of medicines
    *("mab", "nib", "pril", "sartan", "vir", "azole", "oxacin", "profen", "pam", "lam"),
    *("coxib", "tan", "tide", "mide", "cept", "platin", "taxel", "barbital", "one"),
    *("ine", "ate", "ide"),
)
"""Endings of words that are no names of brands, or seldom."""


def is_name_of_another(word: str) -> bool:
    """Tell people, places and the like; `word` is folded."""
    return word in GIVEN or word in PLACES or word in PUBLIC


def may_be_ordinary(word: str) -> bool:
    """Tell a word that has its capital from the place where it stands."""
    return (
        word in ORDINARY
        or word.endswith(_ENDINGS)
        or (word[-1] == "s" and word[:-1] in ORDINARY)
    )
