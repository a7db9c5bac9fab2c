using System.Collections.Immutable;
using System.Text.Json;

namespace NimbusFunctions.Retention.Guards;

/// <summary>
/// When days that somebody wrote come into force: values in, a value out. More days do at once, fewer after the hold, so
/// that at any time the longest counts of those that the section had within the hold before it. Whoever lowers twice waits
/// twice: the second number for its own hold.
/// </summary>
internal static class Lowerings
{
    /// <summary>The former days to keep with a section that is written over another.</summary>
    /// <param name="before">The section as it was.</param>
    /// <param name="former">What was kept with it.</param>
    /// <param name="after">The section as it is to be.</param>
    /// <param name="now">When it is written.</param>
    public static ImmutableArray<FormerDays> After(
        RetentionSection before, IEnumerable<FormerDays> former, RetentionSection after, DateTimeOffset now)
    {
        var lowered = Enum.GetValues<DataKind>()
            .Where(kind => after.Of(kind) < before.Of(kind))
            .Select(kind => new FormerDays(kind, before.Of(kind), now));
        // What is not more than the section keeps nothing, and no hold is longer than the longest.
        return
        [
            .. former.Where(days => days.Days > after.Of(days.Kind) && now - days.LoweredAt < RetentionOptions.LongestHold),
            .. lowered,
        ];
    }

    /// <summary>The days that count at a time.</summary>
    public static RetentionDays InForce(RetentionSection section, IReadOnlyCollection<FormerDays> former, DateTimeOffset now, TimeSpan hold) =>
        RetentionDays.Of(kind => former
            .Where(days => days.Kind == kind && IsHeld(days, now, hold))
            .Aggregate(section.Of(kind), (longest, days) => Math.Max(longest, days.Days)));

    /// <summary>What was lowered and does not count yet, in the order of the kinds.</summary>
    public static ImmutableArray<HeldLowering> Held(
        RetentionSection section, IReadOnlyCollection<FormerDays> former, DateTimeOffset now, TimeSpan hold) =>
        [.. Enum.GetValues<DataKind>().Select(kind => Held(kind, section.Of(kind), former, now, hold)).OfType<HeldLowering>()];

    public static ImmutableArray<FormerDays> Parse(string? beside) =>
        beside is null ? [] : JsonSerializer.Deserialize(beside, NimbusJson.Stored.ImmutableArrayFormerDays);

    /// <summary>As kept in the section's row; null: nothing is.</summary>
    public static string? Write(ImmutableArray<FormerDays> former) =>
        former.IsEmpty ? null : JsonSerializer.Serialize(former, NimbusJson.Default.ImmutableArrayFormerDays);

    private static HeldLowering? Held(DataKind kind, int lowered, IEnumerable<FormerDays> former, DateTimeOffset now, TimeSpan hold)
    {
        var steps = new List<HeldStep>();
        // From the last one on: days that end before longer ones do never count alone.
        foreach (var days in former.Where(days => days.Kind == kind && days.Days > lowered && IsHeld(days, now, hold)).OrderByDescending(days => days.LoweredAt))
        {
            if (steps.Count == 0 || days.Days > steps[0].Days)
                steps.Insert(0, new(days.Days, days.LoweredAt + hold));
        }

        return steps.Count == 0 ? null : new(kind, steps[0].Days, lowered, steps[^1].Until, [.. steps]);
    }

    private static bool IsHeld(FormerDays days, DateTimeOffset now, TimeSpan hold) => now < days.LoweredAt + hold;
}
