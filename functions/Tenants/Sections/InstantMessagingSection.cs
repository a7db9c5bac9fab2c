using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Chats. How many there may be stands in the section <c>limits</c>.</summary>
/// <param name="Enabled">Whether chats reach the tenant's services.</param>
/// <param name="PrimaryAccount">A guest account of the tenant that chats come through.</param>
/// <param name="SecondaryAccount">The other one.</param>
/// <param name="TestUpn">Who gets test messages.</param>
/// <param name="OwnAcs">Whether chats use the tenant's own Azure Communication Services.</param>
/// <param name="AcsResourceId">The immutable id of that resource.</param>
internal sealed record InstantMessagingSection(
    bool Enabled = true, string? PrimaryAccount = null, string? SecondaryAccount = null, string? TestUpn = null, bool OwnAcs = false, string? AcsResourceId = null)
{
    private const string OfEngine = "Stored for the engine that opens chats, which reads it here.";

    private static readonly TextRule Upn = new(256) { Form = TextForm.UserPrincipalName };

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("enabled", new SwitchRule(), "Whether chats reach the tenant's services.", "Chats that arrive while it is off are given up, with the reason.")
            { Place = "Modalities > Instant Messaging > Instant Messaging", Decided = "The product's matrix has no row for it: as the fields beside it." },
        new("primaryAccount", Upn, "A guest account of the tenant that chats come through.", OfEngine)
            { Place = "Modalities > Instant Messaging > Primary Account / Secondary Account" },
        new("secondaryAccount", Upn, "The other guest account.", OfEngine)
            { Place = "Modalities > Instant Messaging > Primary Account / Secondary Account" },
        new("testUpn", Upn, "Whom the check `im-user` looks for.", "The check `im-user` looks for it where a call names nobody.")
            { Place = "Modalities > Instant Messaging > Test UPN" },
        new("ownAcs", new SwitchRule(), "Whether chats use the tenant's own Azure Communication Services; it needs a connection string.", "The check `acs-im` runs only while it is on.")
            { Place = "Modalities > Instant Messaging > Use your own ACS Instance" },
        new("acsResourceId", new TextRule(256), "The id of that resource.", "The check `acs-im` compares it with the resource that answers.")
            { Place = "Modalities > Instant Messaging > ACS Resource ID" },
    ];
}
