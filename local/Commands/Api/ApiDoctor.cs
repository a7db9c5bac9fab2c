namespace NimbusFunctions.Local.Commands.Api;

/// <summary>What all checks of a tenant found out.</summary>
internal sealed record ApiDoctor(bool Ok, IReadOnlyList<ApiCheck> Value);

/// <summary>What one check found out.</summary>
internal sealed record ApiCheck(string Name, bool Ok, string Result, string Says, DateTimeOffset At);
