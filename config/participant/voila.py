"""Voila settings of the participant app; what both apps share is in workbook.serve.shared_settings."""

from workbook.serve import shared_settings

c = get_config()
shared_settings.apply(c)
c.VoilaConfiguration.http_header_envs = ["X-Workbook-User"]
c.IdentityProvider.cookie_name = "werkboek"
c.IdentityProvider.cookie_options = {"samesite": "Lax", "expires_days": 400}
c.IdentityProvider.get_secure_cookie_kwargs = {"max_age_days": 400}
c.HTMLExporter.language_code = "nl"
