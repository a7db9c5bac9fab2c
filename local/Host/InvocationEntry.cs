namespace NimbusFunctions.Local.Host;

/// <summary>One invocation that has ended.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Trigger">What started it: <c>http</c>, <c>timer</c>, <c>serviceBus</c> or <c>admin</c>.</param>
/// <param name="Started">When it began.</param>
/// <param name="Duration">How long it took, waiting for the app included.</param>
/// <param name="Succeeded">Whether the host takes it for done; an http answer of 500 is done.</param>
/// <param name="Detail">The http call and its status, or why the invocation failed. Never a body.</param>
internal sealed record InvocationEntry(string Function, string Trigger, DateTimeOffset Started, TimeSpan Duration, bool Succeeded, string? Detail);
