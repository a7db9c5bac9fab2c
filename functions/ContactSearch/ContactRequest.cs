using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.ContactSearch;

/// <summary>A search, and for whom.</summary>
/// <param name="UserToken">The token that the user came with; null: no user is signed in.</param>
/// <param name="Settings">What the tenant has set.</param>
/// <param name="Reach">Of which units the caller sees address books.</param>
internal sealed record ContactRequest(string Tenant, ContactQuery Query, string? UserToken, AttendantConsoleSection Settings, UnitReach Reach);

/// <summary>A place where contacts are looked for.</summary>
internal interface IContactSource
{
    ContactSource Name { get; }

    /// <summary>Looks; what is in its way it throws, or says where it knows more.</summary>
    Task<SourceFinding> FindAsync(ContactRequest request, CancellationToken cancellation);
}
