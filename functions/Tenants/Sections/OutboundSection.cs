using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>How scheduled calls are placed. How many there may be stands in the section <c>limits</c>.</summary>
/// <param name="DirectInvitePstn">Whether phone numbers are added to the group call directly.</param>
/// <param name="DirectInviteUpn">Whether users are added to the group call directly.</param>
internal sealed record OutboundSection(bool DirectInvitePstn = false, bool DirectInviteUpn = false)
{
    private const string OfEngine = "Stored for the engine that places calls, which reads it here.";
    private const string ReadOnly = "Read-only in the product, whose matrix has no row for it.";

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("directInvitePstn", new SwitchRule(), "Whether phone numbers are added to the group call of an outbound task directly.", OfEngine)
            { Place = "Extensions > Outbound > Directly invite PSTN for Outbound calls", Decided = ReadOnly },
        new("directInviteUpn", new SwitchRule(), "Whether users are added to the group call of an outbound task directly.", OfEngine)
            { Place = "Extensions > Outbound > Directly invite UPN for Outbound calls", Decided = ReadOnly },
    ];
}
