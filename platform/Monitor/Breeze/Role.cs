using OpenTelemetry;

namespace Azure.Monitor.OpenTelemetry.Exporter.Breeze;

/// <summary>Who measures: from the resource's <c>service.*</c> attributes.</summary>
/// <param name="Name">Cloud role.</param>
/// <param name="Instance">Instance of the role.</param>
/// <param name="Version">Version of the app.</param>
internal sealed record Role(string? Name, string? Instance, string? Version)
{
    public static Role Of(BaseProvider? provider)
    {
        var attributes = provider?.GetResource().Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.ToString()) ?? [];
        return new(attributes.GetValueOrDefault("service.name"), attributes.GetValueOrDefault("service.instance.id"), attributes.GetValueOrDefault("service.version"));
    }
}
