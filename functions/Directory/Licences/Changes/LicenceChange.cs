using System.Text.Json.Serialization;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>A change of the licences of many users.</summary>
/// <param name="Id"><c>{yyyyMMddHHmmss}-{12 hexadecimal digits}</c>: when it was asked for, in UTC.</param>
/// <param name="Give">The licences that each is to have.</param>
/// <param name="Take">The licences that none is to have.</param>
/// <param name="State">How it stands.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Asked">When.</param>
/// <param name="Total">How many users it is about.</param>
/// <param name="WholeTenant">Whether who asked for it may change everybody.</param>
/// <param name="Units">Where else he may.</param>
internal sealed record LicenceChange(
    string Id, IReadOnlyList<string> Give, IReadOnlyList<string> Take, LicenceChangeState State, string By, DateTimeOffset Asked, int Total, bool WholeTenant,
    IReadOnlyList<string> Units)
{
    /// <summary>The licences of somebody who has these, after it.</summary>
    public UserLicences Of(UserLicences before) => (before | Entitlement.Parse(Give)) & ~Entitlement.Parse(Take);

    /// <summary>Whether who asked for it may change users in a unit.</summary>
    public bool Covers(IEnumerable<string> unitPath) => WholeTenant || unitPath.Any(Units.Contains);

    /// <summary>Whether a caller is told of it: who asked for it, and whoever may read all users' licences.</summary>
    public bool IsShownTo(Caller caller) => caller.Author == By || caller.MayTenantWide(Permissions.UserLicences, Letters.Read);
}

/// <summary>How a change stands; stored by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LicenceChangeState>))]
internal enum LicenceChangeState
{
    /// <summary>Its users are still being written down.</summary>
    Preparing,

    /// <summary>It is carried out.</summary>
    Running,

    /// <summary>Every user has an outcome.</summary>
    Done,

    /// <summary>Somebody stopped it; users without an outcome stay as they are.</summary>
    Canceled,

    /// <summary>Whoever asked for it was never told of it, and nothing of it was done.</summary>
    Abandoned,
}

/// <summary>A message of <c>user-changes</c>.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Change">The change's id.</param>
internal sealed record LicenceChangeRequest(string Tenant, string Change);

/// <summary>What a change did to a user.</summary>
/// <param name="Outcome">One of the words of <see cref="LicenceOutcome"/>.</param>
/// <param name="Reason">Of a refusal: a word, as the types of problems end; null: none.</param>
/// <param name="Detail">What it is and what to do; null: nothing.</param>
internal sealed record LicenceOutcome(string UserId, string Outcome, string? Reason = null, string? Detail = null)
{
    public const string Pending = "pending";
    public const string Given = "given";
    public const string Unchanged = "unchanged";
    public const string Refused = "refused";

    public static IReadOnlyCollection<string> All { get; } = [Pending, Given, Unchanged, Refused];
}

/// <summary>A user who has no outcome yet.</summary>
/// <param name="Before">The licences that the user had when the change came to him; null: it did not yet.</param>
internal sealed record PendingUser(string UserId, UserLicences? Before);
