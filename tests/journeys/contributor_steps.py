"""What a public contributor does on each page. Every form is first sent with a mistake."""

import re
from datetime import date
from pathlib import Path

from contributors.monitoring import actions as equality
from contributors.people.models import Person
from tests.journeys.hands import Hand
from tests.journeys.steps import (
    code_in,
    link_in,
    mail_to,
    parts,
    then_it_asks_to_mend,
    then_it_says,
    then_the_page_is,
    yesterday,
)

ANN = "ann.lee@example.org"


def when_she_opens_the_link_of_her_mail(ann: Hand) -> None:
    letter = mail_to(ANN)
    assert letter.startswith("Would you like to take a role with us?\nHello Ann Lee,")
    ann.open(link_in(letter))
    then_the_page_is(ann, "Sign in")


def when_she_signs_in_with_a_code(ann: Hand) -> None:
    ann.write("Your email address", "ann.lee@example")
    ann.press("Send me a code")
    then_it_asks_to_mend(
        ann, "Enter the whole email address, with a full stop after the @, for example name@example.com."
    )
    assert ann.box("Your email address").input_value() == "ann.lee@example"
    ann.write("Your email address", ANN)
    ann.press("Send me a code")
    code = code_in(mail_to(ANN))
    ann.write("Your code", "1111-1111" if code != "1111-1111" else "2222-2222")
    ann.press("Sign in")
    then_it_asks_to_mend(ann, "That is not the code we sent. Check it and try again.")
    ann.write("Your code", code)
    ann.press("Sign in")


def when_she_agrees_the_role(ann: Hand) -> None:
    ann.follow("Read and answer the role offer: Reader of letters")
    then_it_says(ann, "You help to plan the work.", "We send papers early.", "You can always say no")
    ann.press("Agree")


def when_she_says_when_she_cannot_come(ann: Hand) -> None:
    ann.follow("When I can come")
    then_it_says(ann, "You have not told us yet when you can come.")
    ann.press("Add a time that does not suit")
    ann.choose("Tuesday")
    ann.choose("Part of the day")
    ann.write("From", "9am")
    ann.press("Save and continue")
    then_it_asks_to_mend(ann, "Enter the time it ends, for example 12 noon.")
    assert (ann.answer("Tuesday").is_checked(), ann.box("From").input_value()) == (True, "9am")
    ann.write("To", "noon")
    ann.press("Save and continue")


def when_she_says_what_she_needs(ann: Hand) -> None:
    ann.follow("Home")
    ann.follow("Say what I need to take part")
    ann.press("Add something that helps")
    ann.choose("the involvement team only")
    ann.press("Save and continue")
    then_it_asks_to_mend(
        ann, "Answer “What helps you take part?”", "Choose an answer to “What kind of help is it?”"
    )
    ann.write("What helps you take part?", "A break every hour")
    ann.choose_from_list("What kind of help is it?", "Something for my own care")
    ann.press("Save and continue")


def when_she_answers_one_equality_question_and_skips_the_rest(ann: Hand) -> None:
    ann.follow("Home")
    ann.follow("Answer or skip the equality questions")
    ann.press("Go to the first question")
    for _ in range(40):
        if "What is your sex?" in ann.page.title():
            ann.choose("Female")
            ann.press("Save and continue")
        elif ann.page.get_by_role("link", name="Skip this question").count():
            ann.follow("Skip this question")
        else:
            break
    then_the_page_is(ann, "My answers")
    person = Person.objects.get(email=ANN)
    assert {key: found.answer for key, found in equality.mine(person).items()} == {"sex": "Female"}


def when_she_gives_her_bank_details(ann: Hand) -> None:
    ann.follow("Money")
    ann.follow("Say how I want to be paid")
    ann.follow("Add bank details")
    ann.write("Name on the account", "Ms A Lee")
    ann.write("Sort code", "00-01-0")
    ann.write("Account number", "87654321")
    ann.press("Check what you typed")
    then_it_asks_to_mend(ann, "Enter a sort code with 6 digits, for example 12-34-56.")
    assert ann.box("Account number").input_value() == "87654321"
    ann.write("Sort code", "00-01-01")
    ann.press("Check what you typed")
    then_it_says(ann, "Ms A Lee", "00-01-01", "87654321")
    ann.press("These are right, save them")


def when_she_starts_a_claim(ann: Hand) -> None:
    ann.follow("Money")
    ann.follow("Claim my costs and my time")
    ann.press("Save and continue")
    then_it_asks_to_mend(ann, "Choose an answer to “What is this claim for?”")
    ann.choose("Better letters")
    ann.press("Save and continue")
    ann.press("Save and continue")
    then_it_asks_to_mend(ann, "Choose an answer to “What did you do?”")
    ann.follow("Back")
    ann.follow("Back")
    ann.press("Add ")
    ann.press("Continue")
    then_it_asks_to_mend(ann, "Choose an answer to “What would you like to add?”")
    ann.follow("Back")


def when_she_adds_her_miles(ann: Hand) -> None:
    when_she_adds(ann, "Miles in your own vehicle")
    ann.write_date("Which day was it?", *parts(yesterday()))
    ann.write("Where did you start?", "Keynsham")
    ann.write("Where did you go?", "Bristol")
    ann.write("How many miles was it, one way?", "about ten")
    ann.choose("I came back the same way. Count it twice.")
    ann.press("Save this")
    then_it_asks_to_mend(ann, "Enter the miles as a number, for example 13.7.")
    assert ann.box("Where did you start?").input_value() == "Keynsham"
    ann.write("How many miles was it, one way?", "13.7")
    ann.press("Save this")


def when_she_adds_a_fare(ann: Hand, receipt: Path) -> None:
    when_she_adds(ann, "Train, bus, tram or underground")
    ann.write("How much did you pay?", "nine pounds")
    ann.write("What was it?", "Train to Bristol")
    ann.attach("Photo of the receipt or ticket", receipt)
    ann.press("Save this")
    then_it_asks_to_mend(
        ann,
        "Enter an amount in pounds and pence, for example 12.50.",
        "Choose the photo again. The page could not keep it.",
    )
    assert ann.box("How much did you pay?").input_value() == "nine pounds"
    ann.write("How much did you pay?", "9.80")
    ann.attach("Photo of the receipt or ticket", receipt)
    ann.press("Save this")


def when_she_adds_her_time(ann: Hand) -> None:
    when_she_adds(ann, "Payment for your time")
    ann.choose("Meeting")
    ann.press("Save this")
    then_it_asks_to_mend(ann, "Enter how long it took")
    group = ann.page.get_by_role("group", name="How long did it take")
    ann.put(group.get_by_label("Hours"), "1")
    ann.put(group.get_by_label("Minutes"), "30")
    ann.press("Save this")


def when_she_adds(ann: Hand, what: str) -> None:
    ann.press("Add ")
    ann.choose(what)
    ann.press("Continue")


def when_she_checks_and_sends_it(ann: Hand) -> None:
    ann.press("Check and send")
    ann.press("Send my claim")
    then_it_asks_to_mend(
        ann, "Tick the box: I needed to spend this money, and what I have typed is true as far as I know."
    )
    ann.choose("I needed to spend this money, and what I have typed is true as far as I know.")
    ann.press("Send my claim")


def when_she_says_that_it_came(ann: Hand) -> None:
    ann.choose("The amount is wrong")
    ann.press("Tell us")
    then_it_asks_to_mend(ann, "Tell us what is wrong with the amount.")
    ann.choose("Yes, it arrived")
    ann.press("Tell us")


def when_she_disagrees_with_the_second_step(ann: Hand) -> None:
    ann.press(re.compile("Say what I think.*Resources"))
    ann.choose("Disagree")
    ann.press("Save what I think")
    then_it_asks_to_mend(ann, "Say in a few words what should be different.")
    assert ann.answer("Disagree").is_checked()
    ann.write("In your words", "There is no money for reading at home.")
    ann.press("Save what I think")


def stage_now(ann: Hand) -> str:
    """Return the stage of a claim that is marked as the present one."""
    return ann.page.locator("[aria-current=step]").inner_text()


def in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
