using System.Text.Json.Nodes;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>The checks that ask for a test user: whether the app reads presence, and whether chats can reach somebody.</summary>
internal sealed class UserChecks(string name, PermissionCheck check) : ITenantCheck
{
    public const string Presence = "presence";
    public const string InstantMessaging = "im-user";

    public string Name => name;

    public async Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation)
    {
        var (presence, chats) = (request.Read(SettingsCatalogue.Presence), request.Read(SettingsCatalogue.InstantMessaging));
        var (upn, isOn) = name == Presence ? (presence.TestUpn, presence.Tracking) : (chats.TestUpn, chats.Enabled);
        if ((request.Given.Upn ?? upn) is not { Length: > 0 } user)
        {
            var section = name == Presence ? SettingsCatalogue.Presence.Name : SettingsCatalogue.InstantMessaging.Name;
            return isOn
                ? CheckFinding.NotSet($"There is no test user: set {section}.testUpn, or name one in the body.")
                : CheckFinding.Off($"It is switched off, and {section}.testUpn names nobody.");
        }

        return Of(name, user, await check.RunAsync(request.Tenant, user, cancellation));
    }

    /// <summary>A pure decision.</summary>
    public static CheckFinding Of(string name, string user, CheckAnswer answer)
    {
        var detail = new JsonObject { ["upn"] = user };
        if (answer.Seen is { } seen)
            (detail["availability"], detail["activity"]) = (seen.Availability, seen.Activity);
        if (answer.RetryAfterSeconds is { } seconds)
            detail["retryAfterSeconds"] = seconds;
        if (name == Presence)
            return new(answer.Result == "working", answer.Result, answer.Detail, detail);
        // For chats it counts that Teams knows the user, not what state he shows.
        return answer.Result switch
        {
            "working" or "privacy-mode-suspected" => CheckFinding.Works("The user exists and Teams knows it: test messages can reach it.", detail),
            "permission-missing" => CheckFinding.Wrong(
                answer.Result, $"Whether Teams knows the user cannot be told. {answer.Detail}", detail),
            _ => CheckFinding.Wrong(answer.Result, answer.Detail, detail),
        };
    }
}
