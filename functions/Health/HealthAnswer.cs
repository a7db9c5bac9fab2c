using System.Text.Json.Serialization;

namespace NimbusFunctions.Health;

/// <summary>The answer of a health endpoint.</summary>
/// <param name="Status"><c>live</c>, <c>ready</c>, <c>degraded</c> (a neighbour other than the store fails this process) or <c>not-ready</c>.</param>
/// <param name="Checks">By neighbour what is wrong with it; only for operators, and only where something is.</param>
internal sealed record HealthAnswer(
    string Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Checks = null);
