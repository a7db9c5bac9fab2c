using Azure.Identity;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Presence.Polling;

/// <summary>What went wrong in a poll.</summary>
/// <param name="Kind">Graph's trouble; null: the app's own.</param>
/// <param name="Wait">How long Graph asks to wait; zero where it does not say.</param>
/// <param name="NotConsented">The token service says that the tenant has not consented.</param>
internal sealed record PollTrouble(GraphTrouble? Kind, TimeSpan Wait = default, bool NotConsented = false)
{
    // Entra: "Microsoft Entra authentication and authorization error codes": no service principal of the app in the
    // tenant, it is disabled, or nobody consented.
    private static readonly string[] ConsentCodes = ["AADSTS700016", "AADSTS7000229", "AADSTS7000112", "AADSTS65001", "AADSTS650052", "AADSTS500011"];

    public static PollTrouble Of(Exception failure, DateTimeOffset now) => new(
        GraphFailure.Classify(failure),
        failure switch
        {
            ThrottledException throttled => throttled.Wait,
            ApiException { ResponseHeaders: { } headers } when headers.FirstOrDefault(header =>
                header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault() is { } text =>
                RetryAfter.Parse(text, now) ?? TimeSpan.Zero,
            _ => TimeSpan.Zero,
        },
        IsConsent(failure));

    /// <summary>What it says of the permission; null: nothing.</summary>
    public PresencePermission? Permission => Kind switch
    {
        GraphTrouble.Forbidden => PresencePermission.Missing,
        GraphTrouble.NoToken when NotConsented => PresencePermission.NotConsented,
        _ => null,
    };

    private static bool IsConsent(Exception failure) =>
        failure is AuthenticationFailedException && ConsentCodes.Any(code => failure.ToString().Contains(code, StringComparison.Ordinal));
}
