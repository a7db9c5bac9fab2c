using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions.Serialization;
using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Graph;

/// <summary>Reads delta rounds of users and groups, page by page, following Graph's links verbatim.</summary>
internal sealed class GraphDeltas(GraphServiceClient client, string baseUrl)
{
    /// <summary>"Sync from now": an empty round whose delta link is the start (Graph: <c>$deltatoken=latest</c>).</summary>
    public string LatestUsers { get; } =
        $"{baseUrl}/users/delta?$select=displayName,givenName,surname,userPrincipalName,department,mail&$deltatoken=latest";

    public string LatestGroups { get; } = $"{baseUrl}/groups/delta?$select=displayName,members,owners&$deltatoken=latest";

    public async Task<DeltaPage> UsersAsync(string link, CancellationToken cancellation)
    {
        var page = await client.Users.Delta.WithUrl(link).GetAsDeltaGetResponseAsync(cancellationToken: cancellation);
        return new(
            [.. (page?.Value ?? []).Where(HasId).Select(user => new DeltaEntry(Lower(user.Id!), TombstoneOf(user.AdditionalData), []))],
            page?.OdataNextLink,
            page?.OdataDeltaLink);
    }

    public async Task<DeltaPage> GroupsAsync(string link, CancellationToken cancellation)
    {
        var page = await client.Groups.Delta.WithUrl(link).GetAsDeltaGetResponseAsync(cancellationToken: cancellation);
        return new(
            [.. (page?.Value ?? []).Where(HasId).Select(group => new DeltaEntry(
                Lower(group.Id!),
                TombstoneOf(group.AdditionalData),
                [.. Removed(group.AdditionalData, "members@delta").Concat(Removed(group.AdditionalData, "owners@delta")).Distinct()]))],
            page?.OdataNextLink,
            page?.OdataDeltaLink);
    }

    private static bool HasId(DirectoryObject item) => item.Id is not null;

    private static string Lower(string id) => id.ToLowerInvariant();

    private static Tombstone TombstoneOf(IDictionary<string, object> data)
    {
        if (!data.TryGetValue("@removed", out var removed))
            return Tombstone.None;
        // A reason that this app does not know is the weaker one: it can be taken back.
        return removed is UntypedObject entry && Text(entry, "reason") == "deleted" ? Tombstone.Deleted : Tombstone.Changed;
    }

    private static IEnumerable<string> Removed(IDictionary<string, object> data, string relation) =>
        data.TryGetValue(relation, out var value) && value is UntypedArray entries
            ? entries.GetValue().OfType<UntypedObject>()
                .Where(entry => entry.GetValue().ContainsKey("@removed"))
                .Select(entry => Text(entry, "id"))
                .OfType<string>()
                .Select(Lower)
            : [];

    private static string? Text(UntypedObject entry, string name) =>
        entry.GetValue().TryGetValue(name, out var node) && node is UntypedString text ? text.GetValue() : null;
}
