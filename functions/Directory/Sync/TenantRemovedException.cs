namespace NimbusFunctions.Directory.Sync;

/// <summary>The tenant's registration was taken away while it was worked on.</summary>
internal sealed class TenantRemovedException() : Exception("The tenant was taken away.");
