namespace NimbusFunctions.Local.Simulator.Communication;

/// <summary>A request to ACS, as far as its signature is about it.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Host">The header <c>Host</c>.</param>
/// <param name="Date">The header <c>x-ms-date</c>.</param>
/// <param name="ContentHash">The header <c>x-ms-content-sha256</c>.</param>
/// <param name="Authorization">The header <c>Authorization</c>.</param>
/// <param name="Body">The body.</param>
internal sealed record AcsRequest(
    string Method, string Target, string Host, string Date, string ContentHash, string Authorization, ReadOnlyMemory<byte> Body);
