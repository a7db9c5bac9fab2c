namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>The product's app registration.</summary>
internal static class AppRegistration
{
    public const string DisplayName = "Nimbus Functions";

    /// <summary>The delegated permission of our API.</summary>
    public const string Scope = "user_impersonation";

    /// <summary>The app role that only the operator's tenant gives.</summary>
    public const string OperatorRole = "System.Administrator";

    /// <summary>Whether the address is registered for an application of the kind Web, whose codes only the application itself redeems.</summary>
    public static bool IsWeb(string? uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.AbsolutePath == "/ops/callback";

    /// <summary>Any loopback address is a registered redirect URI; nothing else is.</summary>
    public static bool IsRegisteredRedirect(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.IsLoopback && parsed.UserInfo.Length == 0;
}
