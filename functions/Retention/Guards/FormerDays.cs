using System.Text.Json.Serialization;

namespace NimbusFunctions.Retention.Guards;

/// <summary>The days that a kind had before somebody lowered them; kept beside the section, in its row.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Days">For how many days it was kept until then.</param>
/// <param name="LoweredAt">When the section was written that lowered them.</param>
internal sealed record FormerDays(
    [property: JsonConverter(typeof(JsonStringEnumConverter<DataKind>))] DataKind Kind, int Days, DateTimeOffset LoweredAt);
