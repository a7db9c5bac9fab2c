using Azure;
using Azure.Identity;
using NimbusFunctions.Graph;

namespace NimbusFunctions.ContactSearch;

/// <summary>Asks all sources side by side, each until its own deadline; one that fails says so and spoils no other.</summary>
internal sealed class ContactSearcher(IEnumerable<IContactSource> sources, TimeProvider time, ILogger<ContactSearcher> log)
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IContactSource> sources = [.. sources.OrderBy(source => source.Name)];

    public async Task<ContactsAnswer> FindAsync(ContactRequest request, CancellationToken cancellation)
    {
        var asked = sources.Where(source => request.Query.Sources.Contains(source.Name)).ToList();
        var findings = await Task.WhenAll(asked.Select(source => FindAsync(source, request, cancellation)));
        cancellation.ThrowIfCancellationRequested();
        return new(
            [.. findings.SelectMany(finding => finding.Contacts)],
            [.. asked.Zip(findings).Select(pair => new SourceAnswer(
                pair.First.Name, pair.Second.Ok, pair.Second.Contacts.Count, pair.Second.Says, pair.Second.Missing, pair.Second.ConsentUrl))]);
    }

    private async Task<SourceFinding> FindAsync(IContactSource source, ContactRequest request, CancellationToken cancellation)
    {
        if (request.Query.ObstacleIn(source.Name) is { } obstacle)
            return new([], Says: obstacle);
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            // A source that does not heed its token is not waited for.
            return await source.FindAsync(request, either.Token).WaitAsync(either.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException || either.IsCancellationRequested)
        {
            return SourceFinding.Failed($"It did not answer within {Deadline.TotalSeconds:0} seconds; narrow the search, or try again.");
        }
        catch (Exception failure)
        {
            // The kind alone: what Entra and Graph say may name people.
            log.SourceFailed(source.Name, failure.GetType().Name);
            return SourceFinding.Failed(SaysOf(failure));
        }
    }

    private static string SaysOf(Exception failure) => failure switch
    {
        RequestFailedException => "The store does not answer; try again.",
        AuthenticationFailedException => "Entra gives no token: the tenant has not consented to the app, or took the consent back, or the user's session is over.",
        ThrottledException => "Microsoft's directory asks to wait; try again later.",
        _ when GraphFailure.Classify(failure) == GraphTrouble.Forbidden => "Microsoft's directory refuses the search.",
        _ => "It failed; try again.",
    };
}
