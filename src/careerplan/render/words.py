"""The words for the catalog's terms on a screen."""

DIMENSION = {
    "can-apply": "Can you apply?",
    "age": "Age",
    "citizenship": "Citizenship",
    "education": "Education",
    "experience": "Experience",
    "language": "Language",
    "licence": "Licence",
    "certification": "Certification",
    "fitness": "Fitness",
    "vision": "Vision",
    "medical": "Medical",
    "clearance": "Clearance",
    "references": "References",
    "assessment": "Assessment",
    "interview": "Interview",
    "availability": "Availability",
    "other": "Other",
    "skill": "Skill",
    "hiring-steps": "Hiring steps",
    "how-to-apply": "How to apply",
    "training": "Training",
    "pay": "Pay",
    "schedule": "Schedule",
    "outlook": "Outlook",
    "settings": "Settings",
    "duties": "Duties",
    "skills": "Skills",
    "fit": "Who it suits",
    "challenges": "Challenges",
    "advancement": "Advancement",
    "ethics": "Ethics",
    "trends": "Trends",
    "codes": "Codes",
}

STAGE = {
    "to-apply": "To apply",
    "before-offer": "Before an offer",
    "before-training": "Before training",
    "during-training": "During training",
    "on-the-job": "On the job",
    "not-known": "Stage not known",
}

NOT_KNOWN = "not known"


def place(jurisdiction: str | None) -> str:
    """Return a jurisdiction as one reads it."""
    if jurisdiction is None:
        return "no place named"
    return PLACES.get(jurisdiction, jurisdiction)


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
    "AU": "Australia",
    "NZ": "New Zealand",
}
