"""Fetching from the web: only from public addresses, within limits, at a polite pace and where robots.txt lets us."""

from almenara.read.fetch.addresses import PrivateAddress
from almenara.read.fetch.fetcher import Answer, Fetcher, Limits, Refusal

__all__ = ["Answer", "Fetcher", "Limits", "PrivateAddress", "Refusal"]
