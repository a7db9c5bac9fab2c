namespace Nimbus.Platform.Hosting;

/// <summary>Marks an endpoint as one that the host calls for a trigger.</summary>
internal sealed record TriggerMetadata(MappedFunction Function);
