namespace NimbusFunctions.Tests.ServiceBus;

/// <summary>A request as it went out.</summary>
internal sealed record SentRequest(string Method, Uri Address, string? Authorization, string? ContentType, string Body);
