namespace NimbusFunctions.Local.Commands.Api;

/// <summary>A line of a user's services tab.</summary>
internal sealed record ApiMembership(string ServiceId, string? ServiceName, string? Role);
