"""The observatory's public site as files that any web server, or a browser without one, can show: no server, no network, no tracking."""

from almenara.publish.site.material import Shown, SiteMaterial
from almenara.publish.site.writer import SiteError, Written, write_site

__all__ = ["Shown", "SiteError", "SiteMaterial", "Written", "write_site"]
