using NimbusFunctions.Storage;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Runs the checks of a tenant, each within its time.</summary>
internal sealed class TenantChecks(IEnumerable<ITenantCheck> checks, TimeProvider time)
{
    private const int AtOnce = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly IReadOnlyList<ITenantCheck> all = [.. checks];

    public IEnumerable<string> Names => all.Select(check => check.Name);

    public ITenantCheck? Find(string name) => all.FirstOrDefault(check => check.Name == name);

    public async Task<TenantCheckAnswer> RunAsync(ITenantCheck check, CheckRequest request, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        CheckFinding finding;
        try
        {
            finding = await check.RunAsync(request, either.Token);
        }
        catch (Exception failure) when (failure is OperationCanceledException && deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            finding = CheckFinding.Wrong("try-again", $"What was asked did not answer within {Longest.TotalSeconds:0} seconds. Try again.");
        }

        return new(check.Name, finding.Ok, finding.Result, finding.Says, time.GetUtcNow(), finding.Detail);
    }

    /// <summary>All that the caller may run, in their order.</summary>
    public async Task<DoctorAnswer> RunAllAsync(CheckRequest request, Func<ITenantCheck, bool> may, CancellationToken cancellation)
    {
        var those = all.Where(may).ToList();
        var answers = new TenantCheckAnswer[those.Count];
        await Concurrently.ForEachAsync(
            Enumerable.Range(0, those.Count), AtOnce, async (place, stop) => answers[place] = await RunAsync(those[place], request, stop), cancellation);
        return new(answers.All(answer => answer.Ok), answers);
    }
}
