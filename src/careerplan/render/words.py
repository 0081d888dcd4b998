"""The words for the catalog's terms on a screen."""

from careerplan.places import PLACES

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
    "pay-notes": "More on pay",
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

COVERAGE = {
    "full": "Coverage full: the sources show all that this employer asks.",
    "partial": "Coverage partial: the sources show part of what this employer asks; it may ask more.",
    "none": "Coverage none: no source here shows what this employer itself asks.",
    None: "A general role: what is said of the occupation, not of one employer.",
}

MARKS = {
    "met": "✓",
    "expected": "→",
    "lapses": "↓",
    "unmet": "✗",
    "unknown": "?",
    "depends": "⚠",
}
"""The sign of each verdict."""

CHECK_MARKS = {"tick": "☐", "later": "·", "private": "⚑", "unstated": "·"}
"""The sign of what is not judged, by how it is handled."""

ROLE_KEYS = ("id", "title", "occupation", "employer", "jurisdiction", "general", "coverage")
"""What a list says of each role."""

NOT_KNOWN = "not known"

UNCHECKED = "not compared with its source a second time"

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def place(jurisdiction: str | None) -> str:
    """Return a jurisdiction as one reads it."""
    if jurisdiction is None:
        return "no place named"
    return PLACES.get(jurisdiction, jurisdiction)


def say_days(days: int) -> str:
    """Return a number of days as one says it: in days, weeks, months or years, whichever it fills."""
    for length, word in ((365, "year"), (30, "month"), (7, "week")):
        if days >= 2 * length or (word == "year" and days >= length):
            count = round(days / length)
            return f"{count} {word}{'' if count == 1 else 's'}"
    return f"{days} day{'' if days == 1 else 's'}"
