"""A message as a mailto address (RFC 6068): what a mail program opens as a new message, and nobody has sent."""

import re

LONG = 2_000
"""Beyond so many characters, some programs cut an address off or do not open it."""

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ADDRESS = re.compile(r"[^@\s\x00-\x1f\x7f-\x9f]{1,64}@[^@\s\x00-\x1f\x7f-\x9f]{1,255}")


def is_address(text: str) -> bool:
    """Say whether ``text`` can be one e-mail address: nothing before or after it, no white space, one @."""
    return _ADDRESS.fullmatch(text) is not None


def write_mailto(address: str | None, subject: str, body: str) -> str:
    """Return the address of a new message to ``address``, or to nobody where that is none.

    Whatever could end a value is written as %XX. The subject is one line; line ends of the body are %0D%0A.
    """
    to = address if address and is_address(address) else ""
    local, at, domain = to.partition("@")
    lines = "\r\n".join(body.splitlines())
    return (
        f"mailto:{_quote(local)}{at}{_quote(domain)}?subject={_quote(' '.join(subject.split()))}&body={_quote(lines)}"
    )


def _quote(text: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))
