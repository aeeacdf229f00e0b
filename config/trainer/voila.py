"""Voila settings of the trainer app; what both apps share is in workbook.serve.shared_settings."""

from workbook.serve import shared_settings

c = get_config()
shared_settings.apply(c)
c.IdentityProvider.cookie_name = "werkboek-trainer"
c.HTMLExporter.language_code = "nl"
