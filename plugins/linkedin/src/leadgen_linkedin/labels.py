"""The headers of Connections.csv in the languages of LinkedIn's interface, by our field."""

_LABELS = {
    "first_name": "First Name | Vorname | Prénom | Nombre | Nome | Voornaam | Imię | Jméno | Förnamn | Meno",
    "last_name": (
        "Last Name | Nachname | Nom | Nom de famille | Apellidos | Apellido | Cognome | Sobrenome | "
        "Achternaam | Nazwisko | Příjmení | Efternamn | Priezvisko"
    ),
    "linkedin_url": (
        "URL | Profile URL | Profil-URL | URL du profil | URL del perfil | URL del profilo | Adres URL"
    ),
    "email": (
        "Email Address | E-mail Address | Email | E-Mail-Adresse | E-Mail | Adresse e-mail | Adresse email | "
        "Dirección de correo electrónico | Correo electrónico | Indirizzo email | Indirizzo e-mail | "
        "Endereço de e-mail | E-mailadres | Adres e-mail | E-mailová adresa | E-mail | E-postadress"
    ),
    "company_name": (
        "Company | Unternehmen | Firma | Entreprise | Société | Empresa | Azienda | Bedrijf | "
        "Společnost | Företag"
    ),
    "job_title": (
        "Position | Poste | Fonction | Cargo | Puesto | Posizione | Qualifica | Função | Functie | "
        "Stanowisko | Pozice | Befattning | Pozícia"
    ),
    "connected_on": (
        "Connected On | Verbunden am | Vernetzt am | Date de connexion | Connecté le | En relation depuis | "
        "Fecha de conexión | Conectado el | Data di collegamento | Collegato il | Conectado em | "
        "Verbonden op | Połączono | Datum spojení | Spojeno dne"
    ),
}

FIELD_OF_LABEL = {
    label.strip().casefold(): field for field, labels in _LABELS.items() for label in labels.split("|")
}
