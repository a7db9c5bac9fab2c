namespace NimbusFunctions.Presence.Polling;

/// <summary>The body of a message of <c>presence</c>.</summary>
/// <param name="Tenant">Whom to poll.</param>
/// <param name="Sequence">The poll; a message of another one does nothing.</param>
internal sealed record PollRequest(string Tenant, long Sequence);
