namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>The words that generated directories are made of; user principal names are their plain ASCII form.</summary>
internal static class Vocabulary
{
    public static readonly string[] Companies =
    [
        "Alpenwerk", "Bluecrest", "Copperline", "Driftwood", "Eastgate", "Fernhill", "Glasshaus", "Harbourlight", "Ironbridge", "Juniper Works",
        "Kestrel Group", "Lakeside Energy", "Mapleton", "Northwharf", "Oakfield", "Pinecone", "Quarrystone", "Riverbend", "Silverpeak", "Thornbury",
        "Upland Foods", "Valleyview", "Westmoor", "Yarrow Medical", "Zephyr Air",
    ];

    public static readonly string[] GivenNames =
    [
        "Adele", "Alex", "Amara", "Andrea", "Anna", "Aylin", "Beat", "Ben", "Bianca", "Carla", "Carlos", "Chiara", "Claire", "Daniel", "David",
        "Elena", "Emil", "Emma", "Eva", "Fabio", "Felix", "Fiona", "Gabriel", "Giulia", "Hanna", "Hugo", "Ida", "Ivan", "Jana", "Jonas", "Julia",
        "Kamal", "Kim", "Lara", "Laura", "Lea", "Leo", "Lina", "Luca", "Lukas", "Maja", "Marc", "Maria", "Martin", "Mia", "Mila", "Milan", "Nadia",
        "Nils", "Nina", "Noah", "Nora", "Olga", "Oliver", "Omar", "Paul", "Petra", "Priya", "Rafael", "Rahel", "René", "Robin", "Samir", "Sara",
        "Silvia", "Simon", "Sofia", "Sven", "Tanja", "Theo", "Tim", "Urs", "Valérie", "Vera", "Wei", "Yara", "Yusuf", "Zoë",
    ];

    public static readonly string[] Surnames =
    [
        "Ackermann", "Aebi", "Andersen", "Bauer", "Baumann", "Becker", "Bernasconi", "Bianchi", "Blanc", "Brunner", "Bühler", "Costa", "Diaz",
        "Dubois", "Egger", "Ferrari", "Fischer", "Fontana", "Frei", "Gerber", "Graf", "Gruber", "Haas", "Hansen", "Hofer", "Huber", "Ito", "Jensen",
        "Kaya", "Keller", "Klein", "Koch", "Kovac", "Kunz", "Lang", "Lehmann", "Lopez", "Martin", "Mayer", "Meier", "Meyer", "Moretti", "Moser",
        "Müller", "Nguyen", "Novak", "Patel", "Peter", "Rossi", "Roth", "Roy", "Schmid", "Schneider", "Schulz", "Silva", "Singh", "Smith", "Sommer",
        "Steiner", "Studer", "Suter", "Tanner", "Vogel", "Wagner", "Walker", "Weber", "Weiss", "Widmer", "Wolf", "Wyss", "Zehnder", "Zimmermann",
    ];

    public static readonly string[] Departments =
    [
        "Service Desk", "Customer Care", "Sales", "Claims", "Billing", "Field Service", "Human Resources", "Finance", "Logistics", "Marketing",
        "Legal", "Operations", "Procurement", "Engineering",
    ];

    public static readonly string[] JobTitles = ["Agent", "Senior Agent", "Team Lead", "Specialist", "Consultant", "Manager", "Analyst", "Coordinator"];

    public static readonly string[] Places =
    [
        "Zurich", "Geneva", "Basel", "Bern", "Lausanne", "Lugano", "Lucerne", "Winterthur", "Vienna", "Munich", "Berlin", "Hamburg", "Milan", "Lyon",
    ];

    public static readonly string?[] Languages = ["de-CH", "de-CH", "de-DE", "fr-CH", "it-CH", "en-US", "en-GB", null];

    /// <summary>Lower-case ASCII of a name, for addresses.</summary>
    public static string Ascii(string name) => string.Concat(name.ToLowerInvariant().Select(letter => letter switch
    {
        'ä' => "ae",
        'ö' => "oe",
        'ü' => "ue",
        'é' or 'è' or 'ë' => "e",
        ' ' => "-",
        _ => letter.ToString(),
    }));
}
