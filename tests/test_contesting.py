"""The many words in which news lets somebody contest a claim, and what sounds like them and contests none.

Sentences of our own, after the ways of contesting that readers marked in American political news (PolNeAR's training
part) and that the rules had missed there.
"""

from __future__ import annotations

import pytest

from tracker.extract import extract
from tracker.parsing import parse
from tracker.records import Article, Statement


def said_in(text: str) -> tuple[Statement, ...]:
    return extract(parse(Article(text=text, published="2022-03-14"))).statements


def denials_in(text: str) -> list[Statement]:
    return [said for said in said_in(text) if said.stance in ("deny", "deny_knowledge")]


@pytest.mark.parametrize(
    "text",
    [
        '"I take issue with that," Hale said.',
        '"I would dispute that," Hale said.',
        '"I strongly dispute that," Hale said.',
        '"I\'d disagree with that," Hale said.',
        '"I would push back on that," Hale said.',
        '"I don\'t agree with that assessment," Hale said.',
        '"I don\'t share that view," Hale said.',
        '"I completely disagree with the assertion that there is any risk," she said.',
        '"When the bank says it cannot pay, I don\'t believe that," said Lind.',
        "Lind said he did not buy the argument that the plant was safe.",
        "Owners never bought the idea that the levy could save money.",
        "Economists have contested that view.",
        "Hale rejected attacks from rivals that he was no farmer.",
        "Lind begged to differ.",
        "Critics counter that the claim is false.",
        "Hale lashed out at claims that he had lied.",
        "Hale Defends Himself Against Claims He Exaggerated His Life Story",
        "Hale refuses to believe that the mill lost money.",
        "Hale ruled out that sabotage had caused the fire.",
        "Hale dismissed the possibility that sabotage had caused the fire.",
    ],
)
def test_who_says_that_he_does_not_share_a_claim_denies_it(text: str) -> None:
    assert denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        '"I disagree with him," Hale said.',
        '"I don\'t agree with the plan," Hale said.',
        '"I don\'t share your taste," Hale said.',
        '"I object to the sale," Hale said.',
        '"I take issue with the way they treat workers," Hale said.',
        '"We would challenge the ruling," Hale said.',
        '"I could dispute it," Hale said.',
        "Lind said he did not buy the story for his paper.",
        "Lind said he did not buy the house.",
        '"I can\'t believe that we won," said Hale.',
        "Hale ruled out that he would run again.",
        "Hale ruled out a run for mayor.",
        "Hale ruled out the possibility that the yard might order two ships.",
        "The union refused to share that view with the press.",
        "Hale rejected warnings to leave.",
    ],
)
def test_who_does_not_share_a_plan_or_a_taste_denies_nothing(text: str) -> None:
    assert not denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Several delegates sought to put to rest the assertions that the party was split.",
        "The minister put to rest rumours that he was ill.",
        "Hale tried to dispel rumours that the firm was broke.",
        "Hale tried to dispel the image of the firm as a polluter.",
        "The study undermines the claim that the drug works.",
        "The spokesman said the data called the claims into question.",
    ],
)
def test_who_sets_about_a_claim_that_goes_round_denies_it(text: str) -> None:
    assert denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister put the baby to rest.",
        "The firm put to rest its plan for a mill.",
        "The army sought to dispel the crowd.",
        "Hale did not try to dispel the rumours.",
        "Hale wants to dispel rumours that he is ill.",
        "The drought undermines the economy, the bank said.",
        "The vote called the government's future into question.",
        "Hale begged to go.",
    ],
)
def test_what_is_laid_to_rest_or_undermined_and_is_no_claim_is_not_denied(text: str) -> None:
    assert not denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        '"It\'s a bunch of malarkey," Hale said of the report.',
        '"That couldn\'t be further from the truth," Hale said.',
        '"Absolutely not. Absolutely not," Hale responded.',
        '"That\'s a mischaracterization," Hale said.',
        '"That is not my recollection," Lind said.',
        '"That\'s not what the document says," Lind said.',
        "Hale said all the talk of decline was political hot air.",
        "Hale said the report was nothing but scaremongering.",
        "Lind said the report was not credible.",
        "Lind said both premises looked dubious.",
        "The claim is at odds with the records, Lind said.",
        "The figures tell a different story, Lind said.",
        "Lind said the account strains credulity.",
        "The figures seem to be made up, the bureau said.",
        "Coll wrote that the company had records showing that the allegations were false.",
        '"Your allegations are unsupported by evidence," Coll wrote.',
        "Hale said it was a stretch to say that the border was open.",
        "The firm said the sale was unrelated to the inquiry.",
        "The chairman dismissed the whole controversy as absurd.",
        "Hale said concerns about the drug were overblown.",
    ],
)
def test_what_is_said_to_be_nothing_that_holds_is_denied(text: str) -> None:
    assert denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was a stretch of road that nobody knew, Hale said.",
        "It was a mistake to sell the mill, Hale said.",
        "Hale said the goal was hard to believe.",
        "Hale said the car's price was questionable.",
        "Hale said his role was nothing more than a formality.",
        "The agreement conflicts with the law, Hale said.",
        "We have a pack of dogs, he said.",
        "The lawyer defended insurers against claims.",
        '"If I have a view on something, I don\'t just post it on the wall," she said.',
        "The passport appeared to be fake, police said.",
        "The firm said it had records showing that the mill was profitable.",
        "The committee dismissed the affair of the broken window.",
    ],
)
def test_what_is_no_claim_may_be_all_that_and_nothing_is_denied(text: str) -> None:
    assert not denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        '"He\'s dead wrong," Lind said.',
        '"You\'re wrong," Lind told Hale.',
        '"He is a liar," Lind said.',
        '"He\'s not telling the truth," Lind said.',
        "Lind said Hale was wrong for saying that the ship had been sold.",
        "The leaks paint a false picture of the firm, Hale said.",
        "Lind said Hale's false claim that the mill had closed had hurt sales.",
    ],
)
def test_who_says_that_another_told_it_wrongly_denies_it(text: str) -> None:
    assert denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The senator was wrong for voting against the bill, Hale said.",
        "Hale said he was wrong about the girl he married.",
        "The firm was not telling its workers the truth, Hale said.",
        "The painting gives a false impression of depth, the critic said.",
        "The report does not give a false picture, Hale said.",
        "Police charged him with making a false claim for insurance.",
    ],
)
def test_who_says_that_another_did_wrong_denies_nothing(text: str) -> None:
    assert not denials_in(text)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The campaign denied claims of plagiarism.", "plagiarism"),
        ("Hale denied allegations of abuse.", "abuse"),
        ("Hale said rumours of a rift were untrue.", "a rift"),
        ("Hale denied the report of a rift in the party.", "a rift in the party"),
        ("Hale has denied any wrongdoing.", "any wrongdoing"),
        ("Hale denied bribery.", "bribery"),
        ("Hale pleaded not guilty to fraud.", "fraud"),
        ("Hale pleaded not guilty to charges of bribery.", "bribery"),
        ("Lind disputed Hale's claim to have built the mill.", "to have built the mill"),
        ("Mayor Denies Aide Invited to Speak at Dinner", "Aide Invited to Speak at Dinner"),
        ("Hale said it was a stretch to say that the border was open.", "the border was open"),
    ],
)
def test_a_denial_carries_the_little_that_it_says_is_denied(text: str, denied: str) -> None:
    (said,) = denials_in(text)
    assert said.proposition is not None
    assert (said.proposition.words, said.proposition.spelled_out) == (denied, True)


@pytest.mark.parametrize("text", ["Hale denied the affair.", "Hale denied the charges.", "Hale denied it."])
def test_a_denial_of_what_was_told_before_carries_nothing(text: str) -> None:
    (said,) = denials_in(text)
    assert said.proposition is not None
    assert not said.proposition.spelled_out


@pytest.mark.parametrize(
    ("text", "affirmed"),
    [
        (
            "The report concluded that none of the methods were suited to the mine.",
            "the methods were suited to the mine",
        ),
        (
            "The firm said she never would have told the press of the loss.",
            "she … would have told the press of the loss",
        ),
        ("The firm said the levy would not have stopped the fire.", None),
    ],
)
def test_none_of_these_did_is_the_opposite_of_these_did(text: str, affirmed: str | None) -> None:
    (said,) = said_in(text)
    assert said.proposition is not None
    assert [one.proposition.words for one in said.proposition.affirmed] == ([affirmed] if affirmed else [])


@pytest.mark.parametrize(
    "text",
    [
        "The union accused the grain board of distorting competition.",
        "Lind accused Hale of spreading falsehoods about the mill.",
        "The prosecutor accused the hospital of making false claims to the insurer.",
        '"I take no issue with that," Hale said.',
        '"My opponent disagrees with that," Hale said.',
        '"It is hard to disagree with that," the minister said.',
        "The province said it would contest that in the high court.",
        '"It makes no sense," Hale said of the fence.',
        '"It defies belief that he was released," the father said.',
        '"The statement is nothing but the truth," Hale said.',
        '"The accounts contradict each other," the detective said.',
        '"The roof was unsupported," the inspector said.',
        '"The claims seem not to be false," Hale said.',
        "The claims may turn out to be false, Hale said.",
        "Nobody called into question the report that he had fled, the minister said.",
        "Nothing undermines the claim that he was there, the lawyer said.",
        '"He\'s a good liar," Hale said.',
        "The brewery rejected the new label.",
        "The deaths were unrelated to the heat, the coroner said.",
    ],
)
def test_the_same_words_turned_round_or_said_of_deeds_deny_nothing(text: str) -> None:
    assert not denials_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The insurer denied claims of survivors.",
        "The ministry denied claims of drivers to sick pay.",
        "Hale pleaded not guilty to the judge's surprise.",
    ],
)
def test_who_makes_a_claim_is_not_what_is_denied(text: str) -> None:
    assert not [said for said in denials_in(text) if said.proposition and said.proposition.spelled_out]
