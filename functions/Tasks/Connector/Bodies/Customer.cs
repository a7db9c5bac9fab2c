using System.Text.Json.Serialization;

namespace NimbusFunctions.Tasks.Connector.Bodies;

/// <summary>Whom a task is about, as the flow knows it.</summary>
internal sealed record Customer(
    string? FirstName = null,
    string? LastName = null,
    string? DisplayName = null,
    string? Company = null,
    string? JobTitle = null,
    string? Department = null,
    string? StreetAddress = null,
    string? PostCode = null,
    string? City = null,
    string? State = null,
    string? Country = null,
    string? PrimaryTelNumber = null,
    IReadOnlyList<NamedValue>? TelNumbers = null,
    [property: JsonPropertyName("UPN")] string? Upn = null,
    string? ImAddress = null,
    string? Email = null,
    IReadOnlyList<NamedValue>? CustomFields = null);
