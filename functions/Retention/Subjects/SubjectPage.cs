using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NimbusFunctions.Retention.Subjects;

/// <summary>A page of what is held on a person.</summary>
/// <param name="Items">May be none where many rows had to be looked through.</param>
/// <param name="NextLink">Where it goes on; null: this was the last page.</param>
internal sealed record SubjectPage(IReadOnlyList<SubjectItem> Items, string? NextLink);

/// <summary>A row that names the person.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">What it is there.</param>
/// <param name="At">Its own time; null: it has none.</param>
/// <param name="Row">Its columns; JSON in them as such, packed ones unpacked.</param>
internal sealed record SubjectItem(
    string Table, string Kind, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At, JsonObject Row);
