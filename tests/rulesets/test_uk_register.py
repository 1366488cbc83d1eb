"""The Great Britain register under `--market uk`: what passes, and what does not.

Each claim is linted as copy of its own. An indented line continues the one above.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

if TYPE_CHECKING:
    from healthlint.rules import Ruleset

# Authorised claims, word for word and in wording that means no more
AUTHORISED = """\
Vitamin C contributes to the normal function of the immune system.
Vitamin C contributes to normal immune function.
Zinc supports normal immune function.
Zinc helps support normal immune function.
Zinc helps to maintain a normal immune system.
With vitamin D, which contributes to the normal functioning of your immune system.
Vitamins A, C and D contribute to the normal function of the immune system.
Selenium, zinc and copper contribute to the normal function of the immune system.
Our turmeric capsules also contain vitamin C, which contributes to the normal function
    of the immune system.
Contains zinc. It contributes to the normal function of the immune system.
Contributes to normal immune function thanks to vitamin C.
Supports normal immune function (vitamin C, zinc).
Vitamin B6 plays an important role in the normal function of the immune system.
Iron is needed for normal immune function.
Vitamin D contributes to the normal function of the immune system in children.
Vitamin C contributes to maintain the normal function of the immune system during and
    after intense physical exercise.
Folate contributes to the normal function of the immune system.
Our gummies are a source of vitamin C, contributing to the normal function of the
    immune system.
Iron contributes to the reduction of tiredness and fatigue.
Magnesium contributes to a reduction of tiredness and fatigue.
Vitamin B12 helps to reduce tiredness and fatigue.
Iron helps reduce tiredness and fatigue.
With vitamin B12 to contribute to the reduction of tiredness and fatigue.
Vitamin C contributes to normal energy-yielding metabolism and the reduction of
    tiredness and fatigue.
Riboflavin, niacin and pantothenic acid contribute to the reduction of tiredness and
    fatigue.
Folic acid contributes to the reduction of tiredness and fatigue.
Magnesium contributes to normal energy-yielding metabolism.
Vitamin B12 contributes to normal energy release.
Iodine contributes to normal energy-yielding metabolism.
Magnesium contributes to normal functioning of the nervous system.
Potassium contributes to the normal functioning of your nervous system.
Magnesium contributes to normal psychological function.
Biotin contributes to normal psychological function.
Zinc contributes to normal cognitive function.
Iodine supports normal cognitive function.
Iron contributes to normal cognitive development of children.
Pantothenic acid contributes to normal mental performance.
Calcium is needed for the maintenance of normal bones and teeth.
Calcium is needed for the maintenance of normal bones.
Vitamin D helps maintain normal bones, teeth and muscle function.
Vitamin K contributes to the maintenance of normal bones.
Magnesium contributes to the maintenance of normal teeth.
Protein contributes to the maintenance of normal bones.
Protein contributes to a growth in muscle mass.
Protein contributes to the growth and maintenance of muscle mass.
Our whey protein shake: protein helps to maintain muscle mass.
Vitamin D contributes to the maintenance of normal muscle function.
Potassium contributes to normal muscle function.
Calcium contributes to normal blood clotting.
Calcium contributes to the normal function of digestive enzymes.
Calcium contributes to normal neurotransmission.
Vitamin D contributes to normal blood calcium levels.
Vitamin D contributes to normal absorption/utilisation of calcium and phosphorus.
Calcium and vitamin D are needed for normal growth and development of bone in
    children.
Phosphorus contributes to normal function of cell membranes.
Biotin contributes to the maintenance of normal hair and skin.
Biotin contributes to the maintenance of normal hair.
Zinc contributes to the maintenance of normal hair, skin and nails.
Zinc and biotin contribute to the maintenance of normal hair and skin.
Selenium helps maintain normal hair and normal nails.
Niacin contributes to the maintenance of normal mucous membranes.
Copper contributes to normal skin pigmentation.
Copper contributes to the maintenance of normal connective tissues.
Vitamin C contributes to normal collagen formation for the normal function of skin.
Vitamin C contributes to normal collagen formation for the normal function of bones,
    cartilage and teeth.
Vitamin C contributes to normal collagen formation for the normal function of blood
    vessels.
Vitamin A contributes to the maintenance of normal vision.
Riboflavin contributes to the maintenance of normal vision.
Vitamin E contributes to the protection of cells from oxidative stress.
Selenium helps protect cells from oxidative stress.
Vitamin C helps to protect your cells from oxidative stress.
Zinc contributes to the protection of cells from oxidative stress.
Chromium contributes to the maintenance of normal blood glucose levels.
Chromium contributes to normal macronutrient metabolism.
Iodine contributes to normal thyroid function.
Iodine contributes to the normal production of thyroid hormones and normal thyroid
    function.
Selenium contributes to normal thyroid function.
Iron contributes to normal oxygen transport in the body.
Iron contributes to normal formation of red blood cells and haemoglobin.
Vitamin B12 contributes to normal red blood cell formation.
Riboflavin contributes to the maintenance of normal red blood cells.
Vitamin B6 contributes to the regulation of hormonal activity.
Vitamin B6 helps regulate hormonal activity.
Vitamin B6 contributes to normal homocysteine metabolism.
Folate contributes to maternal tissue growth during pregnancy.
Folate contributes to normal blood formation.
Folate has a role in the process of cell division.
Magnesium contributes to electrolyte balance.
Magnesium contributes to normal protein synthesis.
Thiamin contributes to the normal function of the heart.
Potassium contributes to the maintenance of normal blood pressure.
Selenium contributes to normal spermatogenesis.
Zinc contributes to normal fertility and reproduction.
Zinc contributes to the maintenance of normal testosterone levels in the blood.
Zinc contributes to normal DNA synthesis.
Vitamin C increases iron absorption.
Fluoride contributes to the maintenance of tooth mineralisation.
Chloride contributes to normal digestion by production of hydrochloric acid in the
    stomach.
Iodine contributes to the normal growth of children.
Copper contributes to normal hair pigmentation.
Replacing saturated fats with unsaturated fats in the diet contributes to the
    maintenance of normal blood cholesterol levels.
Reducing consumption of saturated fat contributes to the maintenance of normal blood
    cholesterol levels.
Oleic acid is an unsaturated fat: replacing saturated fats with unsaturated fats
    contributes to the maintenance of normal blood cholesterol levels.
Replacing saturated fats with unsaturated fats in the diet has been shown to lower
    blood cholesterol. High cholesterol is a risk factor in the development of
    coronary heart disease.
Replacing saturated fats with unsaturated fats in the diet has been shown to
    lower/reduce blood cholesterol.
Beta-glucans contribute to the maintenance of normal blood cholesterol levels.
Oat beta-glucan has been shown to lower blood cholesterol. High cholesterol is a risk
    factor in the development of coronary heart disease.
Plant sterols have been shown to lower blood cholesterol. High cholesterol is a risk
    factor in the development of coronary heart disease.
Plant sterols contribute to the maintenance of normal blood cholesterol levels.
Consumption of beta-glucans from oats as part of a meal contributes to the reduction
    of the blood glucose rise after that meal.
Consumption of arabinoxylan as part of a meal contributes to a reduction of the blood
    glucose rise after that meal.
Pectins with a meal contribute to the reduction of the blood glucose rise after that
    meal.
Replacing digestible starches with resistant starch in a meal contributes to a
    reduction in the blood glucose rise after that meal.
Glucomannan in the context of an energy restricted diet contributes to weight loss.
Glucomannan contributes to weight loss in the context of an energy-restricted diet.
Konjac glucomannan, as part of a calorie-controlled diet, contributes to weight loss.
Glucomannan contributes to the maintenance of normal blood cholesterol levels.
Walnuts contribute to the improvement of the elasticity of blood vessels.
Walnuts help improve the elasticity of blood vessels.
Cocoa flavanols help maintain the elasticity of blood vessels, which contributes to
    normal blood flow.
DHA contributes to the maintenance of normal brain function.
DHA contributes to the maintenance of normal vision.
DHA and EPA contribute to the normal function of the heart.
Omega-3 (EPA and DHA) supports normal heart function.
EPA and DHA contribute to the maintenance of normal blood pressure.
DHA and EPA contribute to the maintenance of normal blood triglyceride levels.
DHA maternal intake contributes to the normal brain development of the foetus and
    breastfed infants.
Alpha-linolenic acid contributes to the maintenance of normal blood cholesterol
    levels.
Wheat bran fibre contributes to an acceleration of intestinal transit.
Rye fibre contributes to normal bowel function.
Oat grain fibre contributes to an increase in faecal bulk.
Chicory inulin contributes to normal bowel function by increasing stool frequency.
Dried plums contribute to normal bowel function.
Lactulose contributes to an acceleration of intestinal transit.
Activated charcoal contributes to reducing excessive flatulence after eating.
Lactase enzyme improves lactose digestion in individuals who have difficulty digesting
    lactose.
Live cultures in yoghurt improve lactose digestion of the product in individuals who
    have difficulty digesting lactose.
Melatonin contributes to the reduction of time taken to fall asleep.
Melatonin helps to reduce the time it takes to fall asleep.
Melatonin contributes to the alleviation of subjective feelings of jet lag.
Creatine increases physical performance in successive bursts of short-term, high
    intensity exercise.
Carbohydrate-electrolyte solutions contribute to the maintenance of endurance
    performance during prolonged endurance exercise.
Carbohydrate-electrolyte solutions enhance the absorption of water during physical
    exercise.
Carbohydrates contribute to the maintenance of normal brain function.
Carbohydrates contribute to the recovery of normal muscle function after highly
    intensive exercise.
Water contributes to the maintenance of normal physical and cognitive functions.
Water contributes to the maintenance of normal regulation of the body's temperature.
Choline contributes to the maintenance of normal liver function.
Choline contributes to normal lipid metabolism.
Betaine contributes to normal homocysteine metabolism.
Olive oil polyphenols contribute to the protection of blood lipids from oxidative
    stress.
Reducing consumption of sodium contributes to the maintenance of normal blood
    pressure.
Foods low in sodium contribute to the maintenance of normal blood pressure.
Sugar-free chewing gum helps neutralise plaque acids. Plaque acids are a risk factor
    in the development of dental caries.
Sugar-free chewing gum contributes to the maintenance of tooth mineralisation.
Sugar-free chewing gum contributes to the reduction of oral dryness.
Sugar-free chewing gum helps reduce tooth demineralisation. Tooth demineralisation is
    a risk factor in the development of dental caries.
Chewing gum sweetened with 100% xylitol has been shown to reduce dental plaque. High
    content of dental plaque is a risk factor in the development of caries in
    children.
Meat improves iron absorption when eaten with other foods containing iron.
Substituting two daily meals of an energy restricted diet with meal replacements
    contributes to weight loss.
Substituting one daily meal of an energy restricted diet with a meal replacement
    contributes to the maintenance of weight after weight loss.
Vitamin D helps to reduce the risk of falling associated with postural instability and
    muscle weakness. Falling is a risk factor for bone fractures among men and women
    60 years of age and older.
Calcium helps to reduce the loss of bone mineral in post-menopausal women. Low bone
    mineral density is a risk factor in the development of osteoporotic bone
    fractures.
Calcium and vitamin D help to reduce the loss of bone mineral in post-menopausal
    women.
Supplemental folic acid intake increases maternal folate status. Low maternal folate
    status is a risk factor in the development of neural tube defects in the
    developing foetus.
Essential fatty acids are needed for normal growth and development of children.
Water-soluble tomato concentrate helps maintain normal platelet aggregation, which
    contributes to healthy blood flow.
Consumption of foods containing xylitol instead of sugar contributes to the
    maintenance of tooth mineralisation.
Our daily multivitamin: zinc contributes to normal cognitive function and the normal
    function of the immune system, while iron contributes to the reduction of
    tiredness and fatigue.
Plant sterols have been shown to lower blood cholesterol. Heart disease has many risk
    factors and altering one of these may or may not have a beneficial effect.
Normal immune function is supported by vitamin C.
Vitamin C is important for normal immune function.
Vitamin C, which helps your immune system to function normally.
Vitamins B6 and B12 contribute to normal energy-yielding metabolism.
Vitamins B2, B6, B12, niacin and biotin all contribute to normal energy-yielding
    metabolism.
Vitamin D supports the normal function of your immune system and muscles.
Magnesium contributes to normal muscle function, electrolyte balance and a reduction of
    tiredness and fatigue.
High in protein, which contributes to a growth in and maintenance of muscle mass.
Selenium contributes to the maintenance of normal hair and nails and to the normal
    function of the immune system.
Supports overall wellbeing: zinc contributes to normal cognitive function.
Good for you: our juice is rich in vitamin C, which contributes to the normal function
    of the immune system.
"""

# No authorised claim, another nutrient's, one without "normal", or an exaggerated one
UNAUTHORISED = """\
Our turmeric capsules support your immune system.
Our turmeric capsules support normal immune function.
Turmeric contributes to normal immune function.
Vitamin C contributes to normal vision.
Vitamin C contributes to the maintenance of normal bones.
Magnesium contributes to the normal function of the immune system.
Iron contributes to normal psychological function.
Collagen contributes to the maintenance of normal skin.
Biotin contributes to the maintenance of normal nails.
Turmeric and zinc contribute to the normal function of the immune system.
Zinc and turmeric contribute to the normal function of the immune system.
Zinc contributes to normal cognitive function and glowing skin.
Our probiotic supports normal digestion.
Probiotics help maintain a healthy gut.
Ashwagandha contributes to normal psychological function.
Ginkgo helps maintain normal memory.
Glucosamine contributes to the maintenance of normal joints.
Green tea contributes to weight management.
Our capsules contribute to a reduction of tiredness and fatigue.
Ginseng contributes to the reduction of tiredness and fatigue.
Supports normal immune function.
Contributes to normal immune function.
Zinc supports your immune system.
Zinc supports immunity.
Vitamin C supports a healthy immune system.
Vitamin D supports healthy bones and teeth.
Iron fights tiredness.
Iron reduces tiredness and fatigue.
Magnesium supports muscle recovery.
B12 boosts your energy.
Biotin promotes hair growth.
Zinc improves skin health.
Calcium strengthens bones.
Supports healthy joints.
Supports heart health.
Supports brain function and focus.
Helps you sleep better.
Promotes restful sleep.
Promotes relaxation and calm.
Improves digestion.
Nourishes your hair from within.
Good for your gut.
Great for your skin.
Supports gut health.
Balances hormones naturally.
Helps your body cope with stress.
Helps balance blood sugar levels.
Supports healthy cholesterol levels.
Helps maintain healthy blood pressure.
Improves memory and concentration.
Boosts mood.
Enhances sleep quality.
Supports liver function.
Aids digestion.
Eases stress.
Keeps your heart healthy.
Immune support.
Joint support formula.
Gut health capsules.
Brain booster.
An adaptogen with antioxidant power.
Nootropic blend.
A superfood for every day.
Supports overall wellbeing.
Good for your health.
Supports vitality and wellbeing.
Curbs your appetite.
Keeps you fuller for longer.
Reduces cravings.
Our gummies are good for your heart.
Collagen improves skin elasticity.
Glucosamine keeps joints supple.
Caffeine improves alertness.
Cranberry supports urinary tract health.
Omega-3 supports brain health.
Omega-3 supports joint mobility.
Vitamin C gives your immune system a boost.
Zinc keeps colds away.
Supercharge your immunity with our zinc.
Turmeric, for a happy gut.
For a good night's sleep.
Beauty from within.
Glow from the inside out.
Helps with bloating.
Kick-start your metabolism.
Fuel your brain.
Supports your microbiome.
Friendly bacteria for a healthy gut.
Collagen helps to keep skin firm.
Reishi is known to support immunity.
Lion's mane improves focus and memory.
Maca supports libido and energy.
Our sea moss gel supports thyroid health.
Ashwagandha reduces cortisol.
CBD helps you unwind.
Beetroot improves circulation.
Turmeric supports joint flexibility.
Apple cider vinegar aids digestion and weight loss.
Spirulina detoxifies the body.
Vitamin D protects against colds.
Magnesium helps you relax.
Electrolytes keep you energised.
Saffron lifts your mood.
L-theanine promotes calm focus.
5-HTP helps with mood and sleep.
Milk thistle supports the liver.
Probiotics support immune health.
Prebiotic fibre feeds good bacteria and supports gut health.
Evening primrose helps with PMS.
Black cohosh eases hot flushes.
Our menopause blend balances hormones.
Bone broth heals your gut.
Kefir improves gut health.
Blueberries improve memory.
Green tea boosts metabolism.
Oats lower cholesterol.
Garlic supports heart health.
Honey boosts immunity.
"""

# What every page of a shop says
NEUTRAL = """\
Each capsule contains 500 mg of turmeric root extract.
Take one capsule a day with food.
Do not exceed the recommended daily dose.
Food supplements should not be used as a substitute for a varied and balanced diet and
    a healthy lifestyle.
A varied, balanced diet and a healthy lifestyle are important.
Consult your doctor before use if you are pregnant or breastfeeding.
Store in a cool, dry place out of reach of children.
Suitable for vegans and vegetarians.
Free from gluten, dairy and soya.
Source of vitamin C.
High in fibre and protein.
Rich in omega-3.
No added sugar.
Our turmeric is grown in Kerala and tested for heavy metals.
Helps you get your five a day.
Our app helps you keep track of your tablets.
The capsules are easy to swallow.
Take with a meal to help absorption.
We support local farmers.
Our staff help you find the right size.
Made to support your busy day.
Free delivery on orders over £30.
Subscribe and save 10%.
The tub holds 90 tablets, a three-month supply.
Our gummies taste of strawberry.
Naturally sweet with a hint of ginger.
A crunchy breakfast for busy mornings.
This tea is a calming moment in your day.
Enjoy it after dinner with friends.
Improved recipe, same great taste.
We improve our packaging every year.
Supports sustainable farming.
A refreshing drink for hot days.
Certified organic by the Soil Association.
Warning: may have a laxative effect.
Excessive consumption may produce laxative effects.
Contains caffeine. Not recommended for children or pregnant women.
Keep your capsules in the fridge to maintain freshness.
Exercise and sleep are good for everyone.
If you have high blood pressure, ask your doctor first.
Our customers rate us 4.8 out of 5.
Protein powder with 24 g of protein per serving.
One scoop provides 80% of your daily reference intake of vitamin D.
Our magnesium comes as bisglycinate.
Gluten-free oats from Scotland.
Mix with water or milk and shake well.
The NHS advises everyone to consider taking vitamin D in winter.
Ingredients: ascorbic acid, zinc citrate, cellulose.
Our helpline supports you seven days a week.
Help us improve our service.
Energy 1,500 kJ, fat 2 g, of which saturates 0.5 g.
Brewed with love, for the whole family.
A balanced breakfast with slow-baked oats.
Handmade in small batches for good taste.
Sign up for our newsletter to stay healthy and informed.
We help you relax about delivery dates.
Our mattress gives a good night's sleep.
Keep calm and drink tea.
Our sourdough is good for sandwiches.
Great for picnics and lunch boxes.
Good for vegans.
Our shop supports the local hospice.
The range supports our charity partners.
Our formula contains no artificial colours.
Blended to balance sweet and sour.
Balanced flavours from Sicily.
Improves with age.
Keeps fresh for three days.
Keep the heart of the lettuce for later.
Add the tomatoes and simmer to improve the flavour.
Helps keep costs down.
Helps prevent the powder from clumping.
Vitamin D is made in the skin in sunlight.
Iron is found in red meat, beans and nuts.
Calcium is a mineral found in dairy foods.
The body needs iodine.
Adults need 80 mg of vitamin C a day.
Talk to your pharmacist if you take blood thinners.
You should not take this product if you have a thyroid disorder.
Not suitable for people with kidney disease.
People over 65 may need more vitamin D.
Please recycle the tub to help protect the planet.
We maintain the highest standards.
We regularly improve our formulas.
Promotes biodiversity on our farms.
Maintain a healthy diet and stay active.
Supports up to 80 kg.
Our capsules are made in Kent.
How to take it: one tablet with breakfast.
Reviews: "Arrived quickly, tastes nice."
Helping families eat well since 1952.
A quick and healthy lunch.
Healthy snacks for hungry kids.
The healthy choice at the till.
Wholesome and nourishing soup.
Feel-good food for the whole family.
Energy: 1,200 kJ per 100 g.
An energy drink with caffeine and taurine.
Low in fat and a source of fibre.
Naturally rich in potassium.
Reduced salt, same taste.
High-protein yoghurt with berries.
"""


@cache
def ruleset() -> Ruleset:
    return load_ruleset(cache=False)


@cache
def linter(product: str | None, *markets: str) -> Linter:
    return Linter(ruleset(), Settings(markets=markets or ("uk",), product=product))


def reported(
    text: str, product: str | None = "supplement", *, kind: str = "text"
) -> list[str]:
    report = linter(product).lint(Source("copy", text, kind))
    return [f"{each.name}: {each.text}" for each in report.diagnostics]


def claims(table: str) -> list[str]:
    return re.sub(r"\n +", " ", table).splitlines()


@pytest.mark.parametrize("product", ["supplement", "food"])
@pytest.mark.parametrize("text", claims(AUTHORISED))
def test_authorised_claims_pass(text: str, product: str) -> None:
    assert reported(text, product) == []


@pytest.mark.parametrize("text", claims(UNAUTHORISED))
def test_other_health_claims_do_not(text: str) -> None:
    assert reported(text) != []


@pytest.mark.parametrize("product", ["supplement", None])
@pytest.mark.parametrize("text", claims(NEUTRAL))
def test_neutral_copy_passes(text: str, product: str | None) -> None:
    assert reported(text, product) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## Vitamin C\n\n- contributes to normal immune function\n",
            [],
            id="heading-names-the-nutrient",
        ),
        pytest.param(
            "## Turmeric\n\n- Contributes to normal immune function\n",
            ["unauthorised-health-claim: Contributes to normal immune function"],
            id="heading-names-a-plant",
        ),
        pytest.param(
            "Our drops hold zinc. They support normal immune function.",
            [],
            id="sentence-before",
        ),
        pytest.param(
            "Our drops hold zinc. Turmeric supports normal immune function.",
            ["unauthorised-health-claim: supports normal immune function"],
            id="sentence-before-does-not-help-others",
        ),
        pytest.param(
            "Zinc contributes to normal **immune** function.", [], id="emphasis-inside"
        ),
    ],
)
def test_the_substance_may_be_named_before(text: str, expected: list[str]) -> None:
    assert reported(text, kind="markdown") == expected


@pytest.mark.parametrize(
    ("product", "text"),
    [
        pytest.param("cosmetic", "Our cream supports your skin.", id="cosmetic"),
        pytest.param("device", "Our pillow supports your neck.", id="device"),
    ],
)
def test_food_law_is_for_food(product: str, text: str) -> None:
    names = {each.partition(":")[0] for each in reported(text, product)}
    assert names.isdisjoint({"unauthorised-health-claim", "benefit-in-a-word"})


def test_two_markets_keep_their_own_law() -> None:
    text = "Zinc contributes to normal immune function. Turmeric boosts immunity."
    report = linter("supplement", "us", "uk").lint(Source("copy", text))
    (only,) = report.diagnostics
    assert only.name == "function-boost"
    assert {basis.market for basis in only.bases} == {"us", "uk"}
