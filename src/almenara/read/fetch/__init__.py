"""Fetching from the web: only from public addresses, within limits, at a polite pace and where robots.txt lets us."""

from almenara.read.fetch.addresses import PrivateAddress
from almenara.read.fetch.answer import Answer, Refusal
from almenara.read.fetch.fetcher import Fetcher, Limits

__all__ = ["Answer", "Fetcher", "Limits", "PrivateAddress", "Refusal"]
