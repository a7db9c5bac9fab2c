using System.Net;
using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Directory.Users;

namespace NimbusFunctions.Graph;

/// <summary>Asks the directory for the truth about users and groups, many at a time.</summary>
internal sealed class GraphDirectory(GraphServiceClient client, TimeProvider time, GraphUse? use = null)
{
    private const int PageSize = 999;

    private static readonly string[] Details =
        ["id", "displayName", "givenName", "surname", "userPrincipalName", "department", "mail"];

    private readonly GraphBatch batch = new(client, time, use);

    public async Task<IReadOnlyDictionary<string, UserTruth>> UsersAsync(
        IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var asOf = time.GetUtcNow();
        var answers = await batch.GetAsync<User>(
            [.. ids.Select(id => client.Users[id].ToGetRequestInformation(get => get.QueryParameters.Select = Details))], cancellation);
        return ids.Zip(answers, (id, answer) => (id, Truth: Truth(answer, asOf))).ToDictionary(pair => pair.id, pair => pair.Truth);
    }

    public async Task<IReadOnlyDictionary<string, TeamTruth>> GroupsAsync(
        IReadOnlyList<GroupQuestion> groups, CancellationToken cancellation)
    {
        var asOf = time.GetUtcNow();
        var requests = groups.SelectMany(Requests).ToList();
        var answers = await batch.GetAsync<DirectoryObjectCollectionResponse>(
            [.. requests.Select(request => request.Information)], cancellation);
        var truths = new Dictionary<string, TeamTruth>(StringComparer.Ordinal);
        foreach (var group in requests.Zip(answers).GroupBy(pair => pair.First.GroupId))
            truths[group.Key] = await TruthAsync([.. group], asOf, cancellation);
        return truths;
    }

    /// <summary>The ids of the users in the bin, whom no list of members shows (Graph: "List deletedItems").</summary>
    public async Task<IReadOnlyList<string>> DeletedUsersAsync(CancellationToken cancellation)
    {
        var ids = new List<string>();
        var page = await client.Directory.DeletedItems.GraphUser.GetAsync(
            get => (get.QueryParameters.Select, get.QueryParameters.Top) = (["id"], PageSize), cancellation);
        while (page is not null)
        {
            ids.AddRange((page.Value ?? []).Where(user => user.Id is not null).Select(user => user.Id!.ToLowerInvariant()));
            page = page.OdataNextLink is { } next
                ? await client.Directory.DeletedItems.GraphUser.WithUrl(next).GetAsync(cancellationToken: cancellation)
                : null;
        }

        return ids;
    }

    private IEnumerable<ListRequest> Requests(GroupQuestion group)
    {
        // Whoever administers through a nested group administers too; a team has no nested groups.
        yield return group.Nested
            ? new(group.Id, false, client.Groups[group.Id].TransitiveMembers.ToGetRequestInformation(get =>
                (get.QueryParameters.Select, get.QueryParameters.Top) = (Details, PageSize)))
            : new(group.Id, false, client.Groups[group.Id].Members.ToGetRequestInformation(get =>
                (get.QueryParameters.Select, get.QueryParameters.Top) = (Details, PageSize)));
        // Owners need not be members (Graph: "Add group owner").
        if (!group.Nested)
            yield return new(group.Id, true, client.Groups[group.Id].Owners.ToGetRequestInformation(get =>
                (get.QueryParameters.Select, get.QueryParameters.Top) = (Details, PageSize)));
    }

    private async Task<TeamTruth> TruthAsync(
        List<(ListRequest Request, BatchAnswer<DirectoryObjectCollectionResponse> Answer)> lists,
        DateTimeOffset asOf,
        CancellationToken cancellation)
    {
        if (lists.TrueForAll(list => list.Answer.Status == HttpStatusCode.NotFound))
            return new TeamTruth.Missing(asOf);
        var members = new List<ListedMember>();
        foreach (var (request, answer) in lists)
        {
            if (answer.Value is not { } page)
                return new TeamTruth.Unknown($"{(request.Owners ? "owners" : "members")} answered {(int)answer.Status}", asOf, GraphFailure.IsRefusal(answer.Status));
            var shown = 0;
            for (var next = page; next is not null; next = await NextAsync(request, next.OdataNextLink, cancellation))
            {
                shown += next.Value?.Count ?? 0;
                members.AddRange((next.Value ?? []).OfType<User>().Where(user => user.Id is not null)
                    .Select(user => new ListedMember(user.Id!.ToLowerInvariant(), DetailsOf(user), request.Owners)));
            }

            // An empty list proves nothing by itself, neither that all have left nor that nobody joined.
            if (shown == 0 && await CountAsync(request, cancellation) != 0)
                return new TeamTruth.Unknown($"a group's list of {(request.Owners ? "owners" : "members")} was empty and its count is not 0", asOf);
        }

        return new TeamTruth.Listed(members, asOf);
    }

    /// <summary>What a list should show, by another way (Graph: "$count", an advanced query on directory objects).</summary>
    private async Task<int?> CountAsync(ListRequest request, CancellationToken cancellation)
    {
        var group = client.Groups[request.GroupId];
        return request.Owners
            ? await group.Owners.Count.GetAsync(get => get.Headers.Add("ConsistencyLevel", "eventual"), cancellation)
            : await group.TransitiveMembers.Count.GetAsync(get => get.Headers.Add("ConsistencyLevel", "eventual"), cancellation);
    }

    private async Task<DirectoryObjectCollectionResponse?> NextAsync(ListRequest request, string? link, CancellationToken cancellation)
    {
        if (link is null)
            return null;
        var group = client.Groups[request.GroupId];
        return request.Owners
            ? await group.Owners.WithUrl(link).GetAsync(cancellationToken: cancellation)
            : await group.Members.WithUrl(link).GetAsync(cancellationToken: cancellation);
    }

    private static UserTruth Truth(BatchAnswer<User> answer, DateTimeOffset asOf) => answer switch
    {
        { Value: { } user } => new UserTruth.Present(DetailsOf(user), asOf),
        { Status: HttpStatusCode.NotFound } => new UserTruth.Missing(asOf),
        _ => new UserTruth.Unknown($"users answered {(int)answer.Status}", asOf),
    };

    private static UserDetails DetailsOf(User user) => user.UserPrincipalName is null ? UserDetails.None : new(
        user.DisplayName ?? "",
        user.GivenName ?? "",
        user.Surname ?? "",
        user.UserPrincipalName,
        user.Department ?? "",
        user.Mail ?? "");

    private sealed record ListRequest(string GroupId, bool Owners, RequestInformation Information);
}

/// <summary>A group to be listed.</summary>
/// <param name="Nested">Members of groups inside it count too; owners do not.</param>
internal sealed record GroupQuestion(string Id, bool Nested);
