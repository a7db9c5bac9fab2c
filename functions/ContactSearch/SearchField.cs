using static NimbusFunctions.ContactSearch.FieldAbility;

namespace NimbusFunctions.ContactSearch;

/// <summary>A field of contacts, and what each source can do with it; a source without the field can do nothing.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="IsBasic">Whether the directory shows it to everybody who may search by name.</param>
internal sealed record SearchField(
    string Name, FieldAbility AddressBooks, FieldAbility Directory, FieldAbility Exchange, FieldAbility Services = None, bool IsBasic = false)
{
    private const FieldAbility Part = Search | Contains;

    /// <summary>The product's table of searchable fields; the columns of services are of this app.</summary>
    public static IReadOnlyList<SearchField> All { get; } =
    [
        new("id", None, None, None),
        new("externalId", None, None, None),
        new("displayName", Part, Search, Part, Part, IsBasic: true),
        new("givenName", None, Search, None, IsBasic: true),
        new("firstName", Part, None, None),
        new("lastName", Part, None, None),
        new("initials", Part, None, None),
        new("surname", None, Search, None, IsBasic: true),
        new("mail", Part, Search, None, IsBasic: true),
        new("userPrincipalName", Part, Search, None, Part, IsBasic: true),
        new("jobTitle", Part | Filter, Search | Filter, Part | Filter),
        new("businessPhones", Part, None, None),
        new("homePhones", Part, None, None),
        new("mobilePhones", Part, None, None),
        new("imAddress", Part, None, None),
        new("street", Part, None, None),
        new("city", Part, Search | Filter, None),
        new("company", Part, None, Search | Filter),
        new("country", Part | Filter, Search | Filter, None),
        new("department", Part | Filter, Search | Filter, Search | Filter),
        new("state", Part | Filter, Search | Filter, None),
        new("postalCode", Part, None, None),
        new("picture", None, None, None),
        new("customFields", None, None, None),
    ];

    /// <summary>All of them; before what is made of them.</summary>
    public static IReadOnlyList<ContactSource> Sources { get; } = Enum.GetValues<ContactSource>();

    /// <summary>Fields that some source can search in.</summary>
    public static IReadOnlyList<string> Searchable { get; } = [.. All.Where(field => Sources.Any(source => field.In(source).HasFlag(Search))).Select(field => field.Name)];

    /// <summary>Fields that some source can be narrowed by.</summary>
    public static IReadOnlyList<string> Filters { get; } = [.. All.Where(field => Sources.Any(source => field.In(source).HasFlag(Filter))).Select(field => field.Name)];

    public static SearchField Of(string name) => All.First(field => field.Name == name);

    public FieldAbility In(ContactSource source) => source switch
    {
        ContactSource.AddressBooks => AddressBooks,
        ContactSource.Directory => Directory,
        ContactSource.Exchange => Exchange,
        _ => Services,
    };
}
