"""The review application: where people look at what was coded, with the words it came from, and decide."""

from almenara.web.app import create_app

__all__ = ["create_app"]
