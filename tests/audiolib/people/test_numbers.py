"""Numbers of cards and receipts, contacts and ages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.people import age, contacts, numbers, qr

DIGITS = st.text("0123456789", min_size=9, max_size=9)


def test_the_check_digit_is_that_of_the_standard() -> None:
    """ISO 7064, MOD 11,10: the example of the standard is 0794 with 5."""
    assert numbers.check_digit("0794") == "5"


@given(DIGITS, st.integers(0, 9), st.integers(1, 9))
def test_every_wrong_digit_is_found(digits: str, place: int, step: int) -> None:
    number = digits + numbers.check_digit(digits)
    wrong = list(number)
    wrong[place] = str((int(number[place]) + step) % 10)
    assert numbers.card_number(number) == number
    assert numbers.card_number("".join(wrong)) == ""


def test_nearly_all_digits_that_changed_places_are_found() -> None:
    found = total = 0
    for _ in range(300):
        number = numbers.new_card_number()
        for i in range(len(number) - 1):
            swapped = number[:i] + number[i + 1] + number[i] + number[i + 2 :]
            if swapped != number:
                total += 1
                found += numbers.card_number(swapped) == ""
    assert found / total > 0.95


def test_numbers_by_chance_are_whole_and_do_not_repeat() -> None:
    cards = {numbers.new_card_number() for _ in range(500)}
    assert len(cards) == 500
    assert {numbers.card_number(numbers.grouped(card)) for card in cards} == cards
    assert not any(card.startswith("0") for card in cards)
    receipt = numbers.new_receipt()
    assert numbers.receipt_number(numbers.grouped(receipt)) == receipt
    assert numbers.card_number(receipt) == ""


def test_a_number_is_read_in_groups() -> None:
    assert [len(group) for group in numbers.grouped(numbers.new_card_number()).split()] == [3, 3, 4]
    assert [len(group) for group in numbers.grouped(numbers.new_receipt()).split()] == [4, 4, 4]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84 (912) 345-678", "+84912345678"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
        (" Hoa@Thu-Vien.VN ", "hoa@thu-vien.vn"),
        ("hoa@", ""),
        ("12345", ""),
        ("tôi không có", ""),
        ("a@b@c.vn", ""),
        ("", ""),
    ],
)
def test_a_contact_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert contacts.contact_of(typed) == kept


def test_a_number_with_and_without_its_country_is_the_same() -> None:
    assert contacts.ending("+84912345678") == contacts.ending("0912345678") == "912345678"


@given(st.text(max_size=300))
def test_any_text_makes_a_name_on_one_line(text: str) -> None:
    name = contacts.name_of(text)
    assert name == name.strip()
    assert len(name) <= contacts.LONGEST
    assert not set(name) & set("\n\r\t\x00\u202e\u200b")


def test_age_changes_on_the_birthday() -> None:
    born = date(2010, 2, 28)
    assert age.wants_guardian(born, date(2026, 2, 27))
    assert not age.wants_guardian(born, date(2026, 2, 28))


def test_the_year_alone_tells_a_child_in_doubt_from_one_for_sure() -> None:
    today = date(2026, 11, 20)
    assert age.is_child(2010, today)
    assert not age.is_surely_child(2010, today)
    assert age.is_surely_child(2011, today)
    assert not age.is_child(2009, today)
    assert not age.is_child(None, today)


def test_a_card_s_code_holds_the_number_behind_the_address_and_has_a_title() -> None:
    link = qr.card_link("https://thu-vien.example/", "1234567897")
    assert link == "https://thu-vien.example/card#1234567897"
    drawn = qr.svg("https://thu-vien.example", "1234567897", title="Thẻ của <Hoa> & An")
    assert "<title>Thẻ của &lt;Hoa&gt; &amp; An</title>".encode() in drawn
    assert qr.png("https://thu-vien.example", "1234567897").startswith(b"\x89PNG")
