namespace NimbusFunctions.Local.Azurite;

/// <summary>Where the table emulator listens and what it keeps.</summary>
/// <param name="Port">On 127.0.0.1; 0 takes a free one.</param>
/// <param name="StateDirectory">Where tables live between runs; null keeps them in memory.</param>
internal sealed record AzuriteOptions(int Port, string? StateDirectory = null);
