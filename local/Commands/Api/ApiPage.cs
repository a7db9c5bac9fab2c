namespace NimbusFunctions.Local.Commands.Api;

/// <summary>A page of a list, and where it goes on.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Value, string? Continuation);
