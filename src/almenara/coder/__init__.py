"""Annotated text → mentions and totals, by the codebook's rules."""

from almenara.coder.code import Coder, code_mentions, code_totals, make_coder
from almenara.coder.quoted_number import quoted_number

__all__ = ["Coder", "code_mentions", "code_totals", "make_coder", "quoted_number"]
