using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Entra;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Permission;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Asks a tenant's Graph for a check, and turns what is in the way into a finding.</summary>
internal sealed class GraphTrial(GraphClients clients, IOptions<EntraOptions> entra, IOptions<PresenceOptions> presence, TimeProvider time)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="permission">The application permission that the question needs.</param>
    /// <param name="ask">Asks. Graph's own refusals that say something about the question are its to catch.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<CheckFinding> RunAsync(
        string tenant, string permission, Func<GraphServiceClient, Task<CheckFinding>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(clients.For(tenant, new GraphUse()));
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && (failure is OperationCanceledException || GraphFailure.Classify(failure) is not null))
        {
            return Of(tenant, permission, PollTrouble.Of(failure, time.GetUtcNow()));
        }
    }

    /// <summary>Where the tenant's administrator grants what is missing.</summary>
    public string GrantLinkOf(string tenant) => GrantLink.New(entra.Value, presence.Value, tenant).Url;

    private CheckFinding Of(string tenant, string permission, PollTrouble trouble) => trouble.Permission switch
    {
        PresencePermission.NotConsented => CheckFinding.Wrong(
            "not-consented",
            "The tenant has not consented to the app, or took the consent back. Open the grant link as an administrator of the tenant.",
            new() { ["grantLink"] = GrantLinkOf(tenant) }),
        PresencePermission.Missing => CheckFinding.Wrong(
            "permission-missing",
            $"The application permission {permission} is not granted. Open the grant link as an administrator of the tenant.",
            new() { ["permission"] = permission, ["grantLink"] = GrantLinkOf(tenant) }),
        _ => CheckFinding.Wrong("try-again", "Microsoft's services did not answer, or ask to wait. Try again; nothing is said about the settings."),
    };

    /// <summary>What Graph says in a refusal, as short as a table needs it.</summary>
    public static string MessageOf(ApiException failure)
    {
        const int Longest = 300;
        var text = failure is Microsoft.Graph.Models.ODataErrors.ODataError { Error.Message: { Length: > 0 } message } ? message : failure.Message;
        var clean = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return clean.Length > Longest ? clean[..Longest] + "…" : clean;
    }
}
