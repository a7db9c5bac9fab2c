using System.Collections.Immutable;

namespace NimbusFunctions.Retention.Guards;

/// <summary>A kind whose retention was lowered, and not in force yet.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="InForce">The days that count until then.</param>
/// <param name="Lowered">The days of the section.</param>
/// <param name="Until">When they come into force.</param>
/// <param name="Steps">The days on the way there, each with the time until which it holds; the last is <paramref name="Until"/>.</param>
internal sealed record HeldLowering(DataKind Kind, int InForce, int Lowered, DateTimeOffset Until, ImmutableArray<HeldStep> Steps);

/// <summary>Days that count until a time.</summary>
internal sealed record HeldStep(int Days, DateTimeOffset Until);
