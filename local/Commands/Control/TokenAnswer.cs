using System.Text.Json.Serialization;

namespace NimbusFunctions.Local.Commands.Control;

/// <summary>The answer of <c>POST /_control/token</c>.</summary>
internal sealed record TokenAnswer([property: JsonPropertyName("access_token")] string AccessToken);
