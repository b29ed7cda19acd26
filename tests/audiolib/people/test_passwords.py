"""Which passwords and PINs are taken, and how they are compared."""

import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.people import passwords
from audiolib.people.errors import PasswordCommonError, PasswordShortError, PinTrivialError


@pytest.mark.parametrize(
    "password", ["con trâu ăn cỏ non", "đi chợ mua cá", "kettle-owl-river", "біла ворона летить"]
)
def test_a_sentence_is_a_good_password(password: str) -> None:
    passwords.check_password(password, login="thu-thu", name="Nguyễn Thị Hoa")


@pytest.mark.parametrize("password", ["", "Tr4u!nOn9", "x" * 201])
def test_a_password_has_at_least_ten_characters_and_an_end(password: str) -> None:
    with pytest.raises(PasswordShortError):
        passwords.check_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "0987654321",
        "Mật khẩu 123",
        "MATKHAU123456",
        "qwertyuiop",
        "Password-123",
        "aaaaaaaaaaaa",
        "aaaaaaaaaaab",
        "abcabcabcabc",
        "کتابخانه۱۲۳",
        "nguyenthihoa",
        "Nguyễn Thị Hoa 1985",
        "thu-thu-thu-thu",
    ],
)
def test_what_a_stranger_tries_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordCommonError):
        passwords.check_password(password, login="thu-thu", name="Nguyễn Thị Hoa")


def test_the_same_letters_of_two_keyboards_are_one_password() -> None:
    typed = "con trâu ăn cỏ non"
    hashed = passwords.kept(unicodedata.normalize("NFD", typed))
    assert passwords.is_right(unicodedata.normalize("NFC", typed), hashed)


@pytest.mark.parametrize("hashed", ["", "nonsense", "$argon2id$v=19$m=8,t=1,p=1$x$y"])
def test_nothing_is_right_for_no_hash(hashed: str) -> None:
    assert not passwords.is_right("", hashed)
    assert not passwords.is_right("con trâu ăn cỏ non", hashed)


def test_a_hash_of_older_parameters_is_right_and_wants_to_be_made_anew() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("con trâu ăn cỏ non")
    assert passwords.is_right("con trâu ăn cỏ non", old)
    assert passwords.wants_rehash(old)
    assert not passwords.wants_rehash(passwords.kept("con trâu ăn cỏ non"))


TRIVIAL = [
    "12345",
    "1234567",
    "12a456",
    "111111",
    "123456",
    "654321",
    "890123",
    "121212",
    "123123",
    "112233",
    "123321",
    "198412",
    "841984",
]


@pytest.mark.parametrize("pin", ["", *TRIVIAL])
def test_a_pin_that_is_tried_first_is_refused(pin: str) -> None:
    with pytest.raises(PinTrivialError):
        passwords.check_pin(pin, birth_year=1984)


@pytest.mark.parametrize(
    "pin", ["482915", "48 29 15", "482-915", "٤٨٢٩١٥", "۴۸۲۹۱۵", "４８２９１５"]
)
def test_a_pin_is_its_digits_however_they_are_typed(pin: str) -> None:
    assert passwords.check_pin(pin) == "482915"


def test_pins_and_passwords_by_chance_would_be_taken_from_people() -> None:
    pins = {passwords.new_pin() for _ in range(200)}
    assert len(pins) > 190
    assert {passwords.check_pin(pin) for pin in pins} == pins
    made = {passwords.new_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.check_password(password)


@given(st.text(max_size=40))
@settings(max_examples=300)
def test_any_text_gives_digits_or_nothing(text: str) -> None:
    digits = passwords.digits_of(text)
    assert digits == "" or (digits.isascii() and digits.isdigit())


@given(st.text(max_size=250))
@settings(max_examples=300)
def test_any_password_is_taken_or_refused(text: str) -> None:
    try:
        passwords.check_password(text, login="hoa", name="Hoa")
    except (PasswordShortError, PasswordCommonError):
        return
    assert len(unicodedata.normalize("NFC", text)) >= passwords.SHORTEST
