using NimbusFunctions.Retention.Guards;

namespace NimbusFunctions.Retention.Endpoints;

/// <summary>The plan as callers get it.</summary>
/// <param name="Held">The lowerings that do not count yet.</param>
/// <param name="Rows">How many rows they will take, by kind and day.</param>
/// <param name="Pause">The tenant's switch.</param>
/// <param name="PauseOfAll">The switch of all tenants.</param>
/// <param name="LegalHolds">How many legal holds there are; the rows they keep are counted too.</param>
internal sealed record RetentionPlanAnswer(
    IReadOnlyList<HeldAnswer> Held, RowsAnswer Rows, PurgePauseAnswer Pause, PurgePauseAnswer PauseOfAll, int LegalHolds)
{
    public static RetentionPlanAnswer Of(RetentionPlan plan) => new(
        [.. plan.Held.Select(HeldAnswer.Of)],
        new(plan.Rows.Total, plan.Rows.IsComplete, [.. plan.Rows.Days.Select(day => new DayRows(RetentionSection.FieldOf(day.Kind), day.Day, day.Rows))]),
        PurgePauseAnswer.Of(plan.Pause),
        PurgePauseAnswer.Of(plan.PauseOfAll),
        plan.LegalHolds);
}

/// <summary>A kind that was lowered.</summary>
/// <param name="Kind">The field of the section.</param>
/// <param name="DaysInForce">For how many days it is kept now.</param>
/// <param name="DaysLowered">The section's number.</param>
/// <param name="Until">When that comes into force.</param>
/// <param name="Steps">Where it was lowered more than once: which days hold until when.</param>
internal sealed record HeldAnswer(string Kind, int DaysInForce, int DaysLowered, DateTimeOffset Until, IReadOnlyList<HeldStep> Steps)
{
    public static HeldAnswer Of(HeldLowering held) =>
        new(RetentionSection.FieldOf(held.Kind), held.InForce, held.Lowered, held.Until, held.Steps);
}

/// <summary>Rows that will go.</summary>
/// <param name="Counted">How many were counted.</param>
/// <param name="Complete">False: there are more, and counting stopped here.</param>
/// <param name="Days">By kind and the rows' own day.</param>
internal sealed record RowsAnswer(long Counted, bool Complete, IReadOnlyList<DayRows> Days);

/// <summary>How many rows of a kind a UTC day has.</summary>
internal sealed record DayRows(string Kind, DateOnly Day, long Rows);
