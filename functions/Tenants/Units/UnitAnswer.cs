namespace NimbusFunctions.Tenants.Units;

/// <summary>An organization unit as callers see it.</summary>
/// <param name="ParentId">The unit above; null: it is the root.</param>
/// <param name="IsDefault">Whether new users and services lie in it.</param>
/// <param name="Etag">What to send as <c>If-Match</c> with its next change.</param>
internal sealed record UnitAnswer(string Id, string Name, string? ParentId, bool IsDefault, string Etag);
