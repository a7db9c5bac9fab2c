namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>Somebody who should get the task if possible.</summary>
/// <param name="Upn">Who.</param>
/// <param name="Priority">1, the highest, to 99.</param>
internal sealed record PreferredUser(string? Upn = null, int? Priority = null);
