using System.Text.Json.Serialization;

namespace NimbusFunctions.ContactSearch;

/// <summary>Where contacts are looked for; in answers and addresses by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContactSource>))]
internal enum ContactSource
{
    /// <summary>The tenant's address books here.</summary>
    AddressBooks,

    /// <summary>The tenant's directory.</summary>
    Directory,

    /// <summary>The caller's own contacts in Exchange.</summary>
    Exchange,

    /// <summary>The tenant's services, and who is in them.</summary>
    Services,
}

/// <summary>What a source can do with a field.</summary>
[Flags]
internal enum FieldAbility
{
    None = 0,

    /// <summary>It is found by how it begins.</summary>
    Search = 1,

    /// <summary>It is found by any part of it too.</summary>
    Contains = 2,

    /// <summary>A search can be narrowed by it.</summary>
    Filter = 4,
}
