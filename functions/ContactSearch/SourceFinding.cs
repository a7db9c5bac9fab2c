namespace NimbusFunctions.ContactSearch;

/// <summary>What a source found, or why it did not.</summary>
/// <param name="Contacts">What was found.</param>
/// <param name="Ok">Whether the source answered.</param>
/// <param name="Says">What there is to say beside the contacts.</param>
/// <param name="Missing">Permissions that are not granted.</param>
/// <param name="ConsentUrl">Where they are.</param>
internal sealed record SourceFinding(
    IReadOnlyList<FoundContact> Contacts, bool Ok = true, string? Says = null, IReadOnlyList<string>? Missing = null, string? ConsentUrl = null)
{
    public static SourceFinding Failed(string says, IReadOnlyList<string>? missing = null, string? consentUrl = null) => new([], false, says, missing, consentUrl);
}

/// <summary>How a source fared.</summary>
internal sealed record SourceAnswer(ContactSource Source, bool Ok, int Found, string? Says, IReadOnlyList<string>? Missing, string? ConsentUrl);

/// <summary>What a search found.</summary>
internal sealed record ContactsAnswer(IReadOnlyList<FoundContact> Value, IReadOnlyList<SourceAnswer> Sources);
