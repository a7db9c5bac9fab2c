namespace NimbusFunctions.Local.Commands.Api;

/// <summary>A service as the API lists it.</summary>
internal sealed record ApiService(string Id, string DisplayName, string? TeamId, int Members, string? State);
