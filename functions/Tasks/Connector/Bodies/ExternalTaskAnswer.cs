using System.Text.Json.Serialization;
using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>An external task that was admitted.</summary>
/// <param name="IsAnonymous">It came without an identifier of the customer.</param>
internal sealed record ExternalTaskAnswer(
    string Id,
    string Modality,
    DateTimeOffset Created,
    string Type,
    bool IsAnonymous,
    string ServiceId,
    string ServiceName,
    string ServiceDisplayName,
    [property: JsonPropertyName("serviceUPN")] string ServiceUpn,
    IReadOnlyList<PreferredUser>? PreferredUsers)
{
    public static ExternalTaskAnswer Of(string id, ExternalTaskBody body, Service service, DateTimeOffset now) => new(
        id, nameof(Tasks.Modality.ExternalTask), now, "ExternalTask", string.IsNullOrEmpty(body.CustomerIdentifier),
        service.Id, service.DisplayName, service.DisplayName, service.Upn, body.PreferredUsers);
}
