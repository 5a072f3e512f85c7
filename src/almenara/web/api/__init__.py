"""The HTTP API of the review application, and the read API that clients of ACLED speak."""

from almenara.web.api.application import add_api, refused_outside

__all__ = ["add_api", "refused_outside"]
