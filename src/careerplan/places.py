"""What people call the jurisdictions of ISO 3166, and which of them reach each other."""

PLACES = {
    "CA": "Canada",
    "CA-AB": "Alberta",
    "CA-BC": "British Columbia",
    "CA-MB": "Manitoba",
    "CA-NB": "New Brunswick",
    "CA-NL": "Newfoundland and Labrador",
    "CA-NS": "Nova Scotia",
    "CA-NT": "Northwest Territories",
    "CA-NU": "Nunavut",
    "CA-ON": "Ontario",
    "CA-PE": "Prince Edward Island",
    "CA-QC": "Quebec",
    "CA-SK": "Saskatchewan",
    "CA-YT": "Yukon",
    "US": "United States",
    "US-IL": "Illinois",
    "US-IN": "Indiana",
    "AU": "Australia",
    "AU-NSW": "New South Wales",
    "AU-QLD": "Queensland",
    "AU-VIC": "Victoria",
    "AU-WA": "Western Australia",
    "NZ": "New Zealand",
}


def reaches(body: str, place: str | None) -> bool:
    """Say whether a body of one jurisdiction is of use in another place.

    What is of a whole country reaches each of its parts, and a part reaches what is of the whole country; two
    parts of a country do not reach each other. ``international``, and a place that is not known, meet all.
    """
    if "international" in {body, place} or place is None:
        return True
    return body[:2] == place[:2] and ("-" not in body or "-" not in place or body == place)
