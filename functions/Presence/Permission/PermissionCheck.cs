using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Graph;
using NimbusFunctions.Presence.Polling;

namespace NimbusFunctions.Presence.Permission;

/// <summary>Tries whether the app reads a tenant's presence, and says what is in the way.</summary>
internal sealed class PermissionCheck(GraphClients clients, GraphPresences presences, TrackedUsers tracked, TimeProvider time)
{
    private const int Sample = 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public async Task<CheckAnswer> RunAsync(string tenant, string upn, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        var use = new GraphUse();
        var lookedUser = true;
        try
        {
            var user = await FindAsync(tenant, upn, use, either.Token);
            lookedUser = false;
            var sample = (await tracked.FindAsync(tenant, either.Token)).Users.Where(other => other != user).Take(Sample);
            var asked = user is { } id ? sample.Prepend(id).ToList() : sample.ToList();
            // Also where the user is not there: a missing permission is the greater news.
            var answers = asked.Count == 0 ? [] : await presences.AskAsync(tenant, use, asked, either.Token);
            return CheckAnswer.Of(user, answers);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested && IsGraphs(failure))
        {
            return CheckAnswer.Of(PollTrouble.Of(failure, time.GetUtcNow()), lookedUser);
        }
    }

    private static bool IsGraphs(Exception failure) => failure is OperationCanceledException || GraphFailure.Classify(failure) is not null;

    private async Task<Guid?> FindAsync(string tenant, string upn, GraphUse use, CancellationToken cancellation)
    {
        try
        {
            var user = await clients.For(tenant, use).Users[upn].GetAsync(
                request => request.QueryParameters.Select = ["id"], cancellation);
            return Guid.TryParse(user?.Id, out var id) ? id : null;
        }
        catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status404NotFound)
        {
            return null;
        }
    }
}
