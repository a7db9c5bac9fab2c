using System.Text.Json.Serialization;
using NimbusFunctions.Tasks.Connector.Bodies;

namespace NimbusFunctions.Callbacks.News;

/// <summary>What a trigger of tasks is told, as the published connector describes it. What is not known is left out.</summary>
internal sealed record TaskEventData
{
    public required string TaskId { get; init; }

    public string? CallChainId { get; init; }

    public required string TenantId { get; init; }

    /// <summary>A value of the connector's list of task events.</summary>
    public required string Event { get; init; }

    public required string Direction { get; init; }

    public required string Modality { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Terminated { get; init; }

    /// <summary>The directory object id of who worked on it last.</summary>
    public string? LastConnectedUserId { get; init; }

    [JsonPropertyName("LastConnectedUserUPN")]
    public string? LastConnectedUserUpn { get; init; }

    [JsonPropertyName("LastConnectedUserEmail")]
    public string? LastConnectedUserEmail { get; init; }

    public string? MicrosoftCallerId { get; init; }

    public string? ReferenceId { get; init; }

    public string? CallerId { get; init; }

    public string? CallerTelNumber { get; init; }

    [JsonPropertyName("callerUPN")]
    public string? CallerUpn { get; init; }

    public string? MicrosoftDestinationId { get; init; }

    public string? DestinationId { get; init; }

    public string? DestinationTelNumber { get; init; }

    [JsonPropertyName("destinationUPN")]
    public string? DestinationUpn { get; init; }

    public string? AcsId { get; init; }

    public bool? IsAnonymous { get; init; }

    public string? CustomerIdentifier { get; init; }

    public string? InitialMessage { get; init; }

    public string? ServiceId { get; init; }

    public string? ServiceName { get; init; }

    public string? ServiceDescription { get; init; }

    public string? ServiceDisplayName { get; init; }

    [JsonPropertyName("serviceUPN")]
    public string? ServiceUpn { get; init; }

    public string? ServiceTelNumber { get; init; }

    public string? EmailSubject { get; init; }

    public string? EmailBodyUniqueRichText { get; init; }

    public string? EmailBodyUniquePlainText { get; init; }

    [JsonPropertyName("emailServiceMailboxUPN")]
    public string? EmailServiceMailboxUpn { get; init; }

    /// <summary>Which attempt to reach the destination it is, from 1.</summary>
    public int? OutboundAttempt { get; init; }

    public string? UpdatedParameterName { get; init; }

    public string? UpdatedParameterValue { get; init; }

    public TaskInformationBody? TaskInformation { get; init; }
}
