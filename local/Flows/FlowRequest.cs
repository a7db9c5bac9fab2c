namespace NimbusFunctions.Local.Flows;

/// <summary>What a step of a flow asks of the API; sent again it is the same to the byte.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Relative to the API.</param>
/// <param name="Body">JSON; null: none.</param>
/// <param name="Key">The idempotency key of the header; null: none is sent.</param>
internal sealed record FlowRequest(HttpMethod Method, string Path, string? Body = null, string? Key = null);
