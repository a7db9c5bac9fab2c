namespace NimbusFunctions.Retention.Guards;

/// <summary>The emergency switch is thrown: nothing is purged.</summary>
/// <param name="By">Who threw it.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, 1 to 500 characters.</param>
internal sealed record PurgePause(string By, DateTimeOffset At, string Reason);
