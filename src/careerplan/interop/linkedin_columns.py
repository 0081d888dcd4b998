"""The columns of a LinkedIn export that are read, under the names that exports in several languages have for them.

The English names are LinkedIn's own. No export in another language was found to check against, so the other names
are a lenient guess: they are only ever looked for, and what is not found is reported with the header that was seen.
"""

from careerplan.interop.foreign import fold

FILES = {
    "profile.csv": "profile",
    "positions.csv": "positions",
    "education.csv": "education",
    "certifications.csv": "certifications",
    "languages.csv": "languages",
    "volunteering.csv": "volunteering",
    "volunteering experiences.csv": "volunteering",
}

_FROM = (
    "Started On, Start Date, Commencé le, Date de début, Fecha de inicio, Comenzó el, Iniciado em, Data de início, "
    "Começou em, Begonnen am, Startdatum, Beginn"
)
_TO = (
    "Finished On, End Date, Terminé le, Date de fin, Fecha de finalización, Fecha de fin, Terminó el, Concluído em, "
    "Data de término, Data de conclusão, Terminou em, Beendet am, Enddatum, Ende"
)
_EMPLOYER = (
    "Company Name, Company, Organization, Nom de l'entreprise, Entreprise, Nom de la société, Nombre de la empresa, "
    "Empresa, Nome da empresa, Firmenname, Unternehmen, Name des Unternehmens, Nom de l'organisation"
)

_NAMES: dict[str, dict[str, str]] = {
    "profile": {
        "first": "First Name, Prénom, Nombre, Primeiro nome, Vorname",
        "last": "Last Name, Nom, Nom de famille, Apellidos, Apellido, Sobrenome, Nachname",
        "born": "Birth Date, Date de naissance, Fecha de nacimiento, Data de nascimento, Geburtsdatum",
        "place": (
            "Geo Location, Lieu, Emplacement géographique, Ubicación geográfica, Localização geográfica, "
            "Geografischer Standort"
        ),
        "address": "Address, Adresse, Dirección, Endereço",
    },
    "positions": {
        "employer": _EMPLOYER,
        "title": (
            "Title, Position, Titre, Intitulé du poste, Poste, Cargo, Puesto, Título, Titel, Jobtitel, "
            "Stellenbezeichnung"
        ),
        "from": _FROM,
        "to": _TO,
    },
    "volunteering": {
        "employer": _EMPLOYER,
        "title": "Role, Rôle, Función, Papel, Função, Rolle",
        "from": _FROM,
        "to": _TO,
    },
    "education": {
        "school": (
            "School Name, School, Nom de l'école, École, Établissement, Nombre de la institución, "
            "Nombre de la escuela, Institución educativa, Nome da instituição, Nome da escola, "
            "Instituição de ensino, Name der Schule, Hochschule, Schule"
        ),
        "degree": (
            "Degree Name, Degree, Nom du diplôme, Diplôme, Nombre del título, Titulación, Nome do diploma, Diploma, "
            "Abschluss, Name des Abschlusses"
        ),
        "field": "Field Of Study, Domaine d'études, Campo de estudio, Área de estudo, Studienfach",
        "from": _FROM,
        "to": _TO,
    },
    "certifications": {
        "name": "Name, Nom, Nombre, Nome",
        "authority": "Authority, Autorité, Organisme, Autoridad, Entidad emisora, Autoridade, Aussteller",
        "from": _FROM,
        "to": _TO,
    },
    "languages": {
        "language": "Name, Language, Nom, Langue, Nombre, Idioma, Nome, Sprache",
        "level": "Proficiency, Compétence, Niveau, Competencia, Nivel, Proficiência, Nível, Kenntnisse",
    },
}

ESSENTIAL: dict[str, list[set[str]]] = {
    "profile": [{"first", "last", "place"}, {"first", "last", "born"}, {"first", "last", "address"}],
    "positions": [{"employer", "title", "from"}],
    "volunteering": [{"employer", "title", "from"}],
    "education": [{"school", "degree"}],
    "certifications": [{"name", "authority"}],
    "languages": [{"language", "level"}],
}
"""The columns by which a file is known whose name is not; any set will do."""


def column_key(name: str) -> str:
    """Return a name of a column with nothing but its letters and digits, without case and accents."""
    return "".join(filter(str.isalnum, fold(name)))


COLUMNS = {
    kind: {column_key(name): meaning for meaning, names in meanings.items() for name in names.split(", ")}
    for kind, meanings in _NAMES.items()
}
"""What the columns of each kind of file mean, by their names without case, accents and spaces."""
