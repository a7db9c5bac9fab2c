using Azure;

namespace NimbusFunctions.Directory.Services;

/// <summary>A service as read, with the tag that guards the next write.</summary>
internal sealed record StoredService(Service Service, ETag ETag);
