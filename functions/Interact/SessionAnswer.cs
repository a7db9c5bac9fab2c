namespace NimbusFunctions.Interact;

/// <summary>A session may begin, and how.</summary>
/// <param name="Tenant">Whose page it is.</param>
/// <param name="ContactKind"><c>user</c> or <c>service</c>.</param>
/// <param name="ContactId">Whom the visitor reaches.</param>
/// <param name="Modalities">What of it is on.</param>
/// <param name="DirectSystemMessages">Whether the visitor is told by the system when nobody answers.</param>
/// <param name="SessionRecoverySeconds">How long a closed session can be taken up again.</param>
/// <param name="Authorization"><c>Token</c>: the page must bring a token of its own.</param>
/// <param name="O365UserId">On whose behalf a meeting is made.</param>
internal sealed record SessionAnswer(
    string Tenant, string ContactKind, string ContactId, IReadOnlyList<string> Modalities, bool DirectSystemMessages, int SessionRecoverySeconds,
    string Authorization, string? O365UserId);
