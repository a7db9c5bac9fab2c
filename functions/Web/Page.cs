namespace NimbusFunctions.Web;

/// <summary>A list answer: <c>{"value":[…],"continuation":"…"|null}</c>.</summary>
/// <param name="Value">This page.</param>
/// <param name="Continuation">What to send as <c>continuation</c> for the next page; null on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Value, string? Continuation);
