namespace NimbusFunctions.Callbacks;

/// <summary>A service whose news a trigger does not get.</summary>
/// <param name="Id">The service.</param>
/// <param name="Cause">Its user lost the role there, or it is gone.</param>
internal sealed record LostService(string Id, SuspensionCause Cause);
