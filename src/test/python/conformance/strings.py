"""Strings that satisfy, or just break, the constraints of a string shape.

The patterns of the model are held against the whole string. The model says so itself: where the
original pattern was a search, such as ``[!-~]+``, it was written out as ``.*[!-~]+.*``.
"""

import functools
import random
import re

try:
    from re import _constants as tokens, _parser as parser
except ImportError:  # before Python 3.11
    import sre_constants as tokens
    import sre_parse as parser

WORD = "abcdefghijklmnopqrstuvwxyz0123456789"
PRINTABLE = [chr(code) for code in range(0x20, 0x7F)]
FREE = PRINTABLE + list("äßçñλж中文🙂")
LONGEST_REPEAT = 12
TRIES = 300


def matches(pattern: str, text: str) -> bool:
    return compiled(pattern).fullmatch(text) is not None


@functools.cache
def compiled(pattern: str) -> re.Pattern:
    return re.compile(pattern, re.ASCII)


@functools.cache
def parsed(pattern: str):
    return parser.parse(pattern, re.ASCII)


def valid(rng: random.Random, shape: dict) -> str:
    """A string that satisfies the shape; its length is often the least or the greatest."""
    least, most = bounds(shape)
    length = rng.choice([least, most, None, None, None])
    return of_length(rng, shape, length) if length is not None else any_length(rng, shape)


def bounds(shape: dict) -> tuple[int, int]:
    return shape.get("min", 0), shape.get("max", 64)


def any_length(rng: random.Random, shape: dict) -> str:
    least, most = bounds(shape)
    pattern = shape.get("pattern")
    if pattern is None:
        length = rng.randint(least, min(most, least + 40))
        return "".join(rng.choice(FREE) for _ in range(length))
    for _ in range(TRIES):
        text = sample(rng, pattern, rng.choice([0, 1, LONGEST_REPEAT]))
        if len(text) < least:
            text = stretched(rng, pattern, text, least) or text
        if least <= len(text) <= most and matches(pattern, text):
            return text
    raise ValueError(f"no string found for {pattern}")


def of_length(rng: random.Random, shape: dict, length: int) -> str:
    """Of that length if the pattern allows it, otherwise of any length that is valid."""
    pattern = shape.get("pattern")
    if pattern is None:
        return "".join(rng.choice(FREE) for _ in range(length))
    text = any_length(rng, shape)
    return resized(rng, pattern, text, length) or text


def too_short(rng: random.Random, shape: dict) -> str:
    return any_length(rng, shape)[: shape["min"] - 1]


def too_long(rng: random.Random, shape: dict) -> str:
    """One more than allowed, and but for that matching the pattern where the pattern allows it."""
    length = shape["max"] + 1
    pattern = shape.get("pattern")
    text = any_length(rng, shape)
    if pattern is not None:
        longer = resized(rng, pattern, text, length)
        if longer is not None:
            return longer
    return text + "a" * (length - len(text))


def mismatch(rng: random.Random, shape: dict) -> str | None:
    """Breaks only the pattern; None when the pattern lets everything through."""
    pattern = shape["pattern"]
    for _ in range(TRIES):
        text = any_length(rng, shape)
        if text:
            place = rng.randrange(len(text))
            text = text[:place] + rng.choice("!_ Zé") + text[place + 1 :]
        for candidate in (text, "-" * max(len(text), 1), " " * len(text), "é" * len(text)):
            least, most = bounds(shape)
            if least <= len(candidate) <= most and not matches(pattern, candidate):
                return candidate
    return None


def resized(rng: random.Random, pattern: str, text: str, length: int) -> str | None:
    if len(text) == length:
        return text
    if len(text) < length:
        return stretched(rng, pattern, text, length)
    for _ in range(20):
        shorter = sample(rng, pattern, 1)
        if len(shorter) <= length:
            return resized(rng, pattern, shorter, length) if len(shorter) < length else shorter
    return None


def stretched(rng: random.Random, pattern: str, text: str, length: int) -> str | None:
    """Repeats one character in place until the string is long enough."""
    places = list(range(len(text)))
    rng.shuffle(places)
    for place in places[:60]:
        longer = text[:place] + text[place] * (length - len(text)) + text[place:]
        if matches(pattern, longer):
            return longer
    return None


def sample(rng: random.Random, pattern: str, longest_repeat: int) -> str:
    """Follows the parse tree of a pattern; what look-arounds forbid is not seen here."""
    return "".join(walk(rng, parsed(pattern), longest_repeat))


def walk(rng: random.Random, tree, longest_repeat: int) -> list[str]:
    text = []
    for token, argument in tree:
        if token is tokens.LITERAL:
            text.append(chr(argument))
        elif token is tokens.NOT_LITERAL:
            text.append(rng.choice([c for c in WORD if ord(c) != argument]))
        elif token is tokens.ANY:
            text.append(rng.choice(PRINTABLE))
        elif token is tokens.IN:
            text.append(character(rng, tuple(argument)))
        elif token is tokens.BRANCH:
            text += walk(rng, rng.choice(argument[1]), longest_repeat)
        elif token is tokens.SUBPATTERN:
            text += walk(rng, argument[3], longest_repeat)
        elif token in (tokens.MAX_REPEAT, tokens.MIN_REPEAT):
            least, most, repeated = argument
            most = least + longest_repeat if most is tokens.MAXREPEAT else most
            for _ in range(rng.randint(least, min(most, least + longest_repeat))):
                text += walk(rng, repeated, longest_repeat)
        elif token not in (tokens.AT, tokens.ASSERT, tokens.ASSERT_NOT):
            raise NotImplementedError(f"{token} in a pattern")
    return text


def character(rng: random.Random, choices: tuple) -> str:
    words, allowed = alphabet(choices)
    return rng.choice(words if words and rng.random() < 0.9 else allowed)


@functools.cache
def alphabet(choices: tuple) -> tuple[list[str], list[str]]:
    allowed = [c for c in PRINTABLE if permitted(c, choices)]
    return [c for c in allowed if c in WORD], allowed


def permitted(char: str, choices) -> bool:
    negated = choices[0][0] is tokens.NEGATE
    return negated != any(contains(char, token, value) for token, value in choices)


def contains(char: str, token, value) -> bool:
    if token is tokens.LITERAL:
        return ord(char) == value
    if token is tokens.RANGE:
        return value[0] <= ord(char) <= value[1]
    if token is tokens.CATEGORY:
        digit = char.isascii() and char.isdigit()
        space = char.isspace()
        return {
            tokens.CATEGORY_DIGIT: digit,
            tokens.CATEGORY_NOT_DIGIT: not digit,
            tokens.CATEGORY_SPACE: space,
            tokens.CATEGORY_NOT_SPACE: not space,
        }[value]
    return False
