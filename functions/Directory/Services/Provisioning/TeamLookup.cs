using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using Microsoft.Kiota.Abstractions.Serialization;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Services.Provisioning;

/// <summary>Asks the directory for a team and whether somebody owns it.</summary>
internal sealed class TeamLookup(GraphClients clients)
{
    private const int PageSize = 999;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What is known of the team.</summary>
    /// <param name="Name">Its name; null: there is no such team.</param>
    /// <param name="IsOwned">Whether the user owns it; false where nobody was asked for.</param>
    internal sealed record Team(string? Name, bool IsOwned);

    /// <param name="tenant">The tenant.</param>
    /// <param name="team">The team's object id.</param>
    /// <param name="owner">The object id of who might own it; null: nobody is asked for.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null where the directory does not answer.</returns>
    public async Task<Team?> FindAsync(string tenant, string team, string? owner, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var client = clients.For(tenant);
        try
        {
            var group = await client.Groups[team].GetAsync(get => get.QueryParameters.Select = ["id", "displayName", "resourceProvisioningOptions"], patience.Token);
            return group is null || !IsTeam(group) ? new(null, false)
                : new(group.DisplayName ?? "", owner is not null && await OwnsAsync(client, team, owner, patience.Token));
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status404NotFound)
        {
            return new(null, false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && (failure is OperationCanceledException || GraphFailure.Classify(failure) is not null))
        {
            return null;
        }
    }

    // Graph: "List teams": a group that is a team has "Team" among its resourceProvisioningOptions.
    private static bool IsTeam(Group group) =>
        group.AdditionalData.TryGetValue("resourceProvisioningOptions", out var options) && options is UntypedArray array
        && array.GetValue().Any(option => option is UntypedString text && string.Equals(text.GetValue(), "Team", StringComparison.OrdinalIgnoreCase));

    private static async Task<bool> OwnsAsync(GraphServiceClient client, string team, string user, CancellationToken cancellation)
    {
        var page = await client.Groups[team].Owners.GetAsync(get => (get.QueryParameters.Select, get.QueryParameters.Top) = (["id"], PageSize), cancellation);
        while (page is not null)
        {
            if (page.Value?.Exists(owner => string.Equals(owner.Id, user, StringComparison.OrdinalIgnoreCase)) == true)
                return true;
            page = page.OdataNextLink is { } next ? await client.Groups[team].Owners.WithUrl(next).GetAsync(cancellationToken: cancellation) : null;
        }

        return false;
    }
}
