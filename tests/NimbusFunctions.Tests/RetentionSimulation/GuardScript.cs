using System.Collections.Immutable;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Retention;
using NimbusFunctions.Retention.Kinds;
using NimbusFunctions.Retention.Purge;

namespace NimbusFunctions.Tests.RetentionSimulation;

/// <summary>What stands before the data, and what stood there a moment ago: a purge may not have heard of the change yet.</summary>
internal sealed class GuardScript(TimeProvider time, SeededRandom random)
{
    /// <summary>A transaction that was begun just before is carried out a little later.</summary>
    private static readonly TimeSpan Heard = GuardWatch.Fresh + TimeSpan.FromSeconds(2);

    private readonly List<(DateTimeOffset Since, GuardView View)> views =
        [(time.GetUtcNow(), new(Days(random), false, ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty))];

    public GuardView Now => views[^1].View;

    /// <summary>Whether a row may be removed by what counts or did count a moment ago.</summary>
    public bool LetGo(KnownRow row)
    {
        var now = time.GetUtcNow();
        return row.Source is not null && views
            .Where((_, index) => index == views.Count - 1 || views[index + 1].Since >= now - Heard)
            .Any(entry => !entry.View.IsPaused && !IsHeld(entry.View, row) && row.At.AddDays(row.Source.DaysOf(entry.View.InForce)) <= now);
    }

    public bool IsHeld(KnownRow row) => IsHeld(Now, row);

    public void Change(string user, string service)
    {
        var view = random.Below(5) switch
        {
            0 => Now with { InForce = Days(random) },
            1 => Now with { InForce = Now.InForce.With(random.Pick(Enum.GetValues<DataKind>()), 1 + random.Below(9)) },
            2 => Now with { HeldUsers = Toggle(Now.HeldUsers, user) },
            3 => Now with { HeldServices = Toggle(Now.HeldServices, service) },
            _ => Now with { IsPaused = !Now.IsPaused },
        };
        views.Add((time.GetUtcNow(), view));
    }

    public void EndPause() => views.Add((time.GetUtcNow(), Now with { IsPaused = false }));

    private static bool IsHeld(GuardView view, KnownRow row) =>
        (row.User is { } user && view.HeldUsers.Contains(user))
        || (row.Service is { } service && view.HeldServices.Contains(service))
        || (row.Source == RowSources.RunPages && !view.HeldUsers.IsEmpty);

    private static ImmutableHashSet<string> Toggle(ImmutableHashSet<string> set, string item) => set.SymmetricExcept([item]);

    private static RetentionDays Days(SeededRandom random) =>
        RetentionDays.Of(kind => kind == DataKind.Receipts ? 3650 : 1 + random.Below(6));
}
