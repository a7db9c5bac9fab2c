using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;

namespace NimbusFunctions.Directory.Users.Manual;

/// <summary>Asks a tenant's directory for users, with the app's permission.</summary>
internal sealed class DirectorySearch(GraphClients clients, TimeProvider time)
{
    /// <summary>How many users an answer has at most.</summary>
    public const int Most = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly string[] Fields =
        ["id", "displayName", "givenName", "surname", "userPrincipalName", "department", "mail", "accountEnabled", "userType"];

    /// <returns>Null where the directory does not answer.</returns>
    public Task<IReadOnlyList<FoundUser>?> FindAsync(string tenant, DirectoryQuestion question, CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<FoundUser>>(tenant, async (client, stop) => question.Id is { } id
            ? await ByIdAsync(client, id, stop)
            : await ListAsync(client, question, stop), cancellation);

    /// <summary>What the directory says of a user.</summary>
    /// <returns>Null where it does not answer.</returns>
    public async Task<UserTruth?> TruthAsync(string tenant, string userId, CancellationToken cancellation) =>
        await AskAsync(tenant, async (client, stop) => (await new GraphDirectory(client, time).UsersAsync([userId], stop))[userId], cancellation) is { } truth
        && truth is not UserTruth.Unknown ? truth : null;

    private static async Task<IReadOnlyList<FoundUser>> ByIdAsync(GraphServiceClient client, string id, CancellationToken cancellation)
    {
        try
        {
            return await client.Users[id].GetAsync(get => get.QueryParameters.Select = Fields, cancellation) is { Id: not null } user ? [FoundUser.Of(user)] : [];
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status404NotFound)
        {
            return [];
        }
    }

    /// <summary>$search and endsWith are advanced queries (Graph: "Advanced query capabilities"); the header does no harm elsewhere.</summary>
    private static async Task<IReadOnlyList<FoundUser>> ListAsync(GraphServiceClient client, DirectoryQuestion question, CancellationToken cancellation)
    {
        var page = await client.Users.GetAsync(
            get =>
            {
                get.Headers.Add("ConsistencyLevel", "eventual");
                (get.QueryParameters.Search, get.QueryParameters.Filter, get.QueryParameters.Count, get.QueryParameters.Top, get.QueryParameters.Select) =
                    (question.Search, question.Filter, true, Most, Fields);
            },
            cancellation);
        return [.. (page?.Value ?? []).Where(user => user.Id is not null).Take(Most).Select(FoundUser.Of)];
    }

    private async Task<T?> AskAsync<T>(string tenant, Func<GraphServiceClient, CancellationToken, Task<T>> ask, CancellationToken cancellation)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            return await ask(clients.For(tenant), patience.Token);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && (failure is OperationCanceledException || GraphFailure.Classify(failure) is not null))
        {
            return null;
        }
    }
}

/// <summary>A user as the directory shows it.</summary>
internal sealed record FoundUser(string Id, UserDetails Details, bool? IsEnabled, bool IsGuest)
{
    public static FoundUser Of(User user) => new(
        user.Id!.ToLowerInvariant(),
        new(user.DisplayName ?? "", user.GivenName ?? "", user.Surname ?? "", user.UserPrincipalName ?? "", user.Department ?? "", user.Mail ?? ""),
        user.AccountEnabled,
        string.Equals(user.UserType, "Guest", StringComparison.OrdinalIgnoreCase));
}
