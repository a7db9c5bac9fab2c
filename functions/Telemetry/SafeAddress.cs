using System.Collections.Frozen;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Licences.Changes;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Retention.Purge;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Arrivals;
using NimbusFunctions.Tasks.Events;

namespace NimbusFunctions.Telemetry;

/// <summary>
/// An address as it may be told: the host, and of the path the words that stand in it for everybody. Ids, names and
/// addresses of people become <c>*</c>; a flow's address is a secret from its path on.
/// </summary>
internal static class SafeAddress
{
    private const int MostSegments = 8;

    private static readonly string[] Queues =
    [
        Dispatch.Queue, TaskEvent.Queue, ArrivalMessage.Queue, CallbackMessage.Queue, SyncScheduler.Queue, PresenceScheduler.Queue, PurgeScheduler.Queue, LicenceChangeRun.Queue,
    ];

    private static readonly FrozenSet<string> Words = new[]
    {
        // Microsoft Graph
        "v1.0", "beta", "$batch", "users", "groups", "teams", "members", "owners", "channels", "delta", "communications", "presences",
        "getPresencesByUserId", "applications", "servicePrincipals", "appRoleAssignments", "directoryObjects", "getByIds", "licenseDetails",
        "organization", "subscribedSkus", "contacts", "people", "transitiveMembers", "deletedItems", "directory", "microsoft.graph.user",
        // Entra, Key Vault, Service Bus
        "oauth2", "v2.0", "token", "keys", "discovery", "secrets", "messages", "head",
    }.Concat(Queues).Concat(StoreTables.Names).ToFrozenSet(StringComparer.Ordinal);

    public static string Of(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return "*";
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var told = segments.Take(MostSegments).Select(segment => Words.Contains(segment) ? segment : Table(segment));
        return $"{uri.Scheme}://{uri.Authority}/{string.Join('/', told)}";
    }

    // Tasks(PartitionKey='…',RowKey='…') or Tasks().
    private static string Table(string segment) =>
        segment.IndexOf('(', StringComparison.Ordinal) is > 0 and var bracket && Words.Contains(segment[..bracket]) ? segment[..bracket] : "*";
}
