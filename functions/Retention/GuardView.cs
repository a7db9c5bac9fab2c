using System.Collections.Immutable;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Retention;

/// <summary>What a purge must heed at a moment.</summary>
/// <param name="InForce">The days that count now: a lowering that is held does not yet.</param>
/// <param name="IsPaused">Nothing is removed.</param>
/// <param name="HeldUsers">Directory ids of users under legal hold.</param>
/// <param name="HeldServices">Ids of services under legal hold.</param>
internal sealed record GuardView(
    RetentionDays InForce, bool IsPaused, ImmutableHashSet<string> HeldUsers, ImmutableHashSet<string> HeldServices)
{
    /// <summary>Whether any row may have to stay.</summary>
    public bool Holds => !HeldUsers.IsEmpty || !HeldServices.IsEmpty;

    /// <summary>Whether a row's keys or any text in it name a user or a service under hold.</summary>
    public bool IsNamedIn(TableEntity row)
    {
        if (!Holds)
            return false;
        List<string> texts = [.. row.Select(column => column.Value).OfType<string>(), .. TextParts.Cut(row).Select(whole => whole.Text)];
        return HeldUsers.Concat(HeldServices).Any(subject => texts.Exists(text => text.Contains(subject, StringComparison.OrdinalIgnoreCase)));
    }
}
