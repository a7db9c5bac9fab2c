using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Conversations from web pages. The widget's key and the connection string are secrets and lie elsewhere.</summary>
/// <param name="Enabled">Whether the tenant has it.</param>
/// <param name="O365UserId">The user on whose behalf meetings are made.</param>
/// <param name="SessionRecoverySeconds">How long a closed session can be taken up again, 5 to 60.</param>
/// <param name="Authorization">Whether a session needs a token of the page's own.</param>
internal sealed record InteractSection(
    bool Enabled = false, string? O365UserId = null, int SessionRecoverySeconds = 20, string Authorization = InteractSection.None)
{
    public const string None = "None";
    public const string Token = "Token";

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("enabled", new SwitchRule(), "Whether the tenant has Interact; it needs an ACS connection string.", "Sessions are refused while it is off.")
            { Place = "Extensions > Interact > Interact enabled" },
        new("o365UserId", new GuidRule(), "The user on whose behalf meetings are made.", "Stored for the engine that makes meetings, which reads it in the answer to a session's validation.")
            { Place = "Extensions > Interact > O365 UserID" },
        new("sessionRecoverySeconds", new WholeRule(5, 60), "How many seconds a closed session can be taken up again.", "The answer to a session's validation tells it.")
            { Place = "Extensions > Interact > Session recovery timeout in seconds" },
        new("authorization", new WordRule(None, Token), "Whether a session needs a token of the page's own.", "The answer to a session's validation tells it.")
            { Place = "Extensions > Interact > Authorization" },
    ];
}
