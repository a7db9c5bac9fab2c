using System.Text.Json.Nodes;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>A change of a section, as the history tells it: only fields that the reader may read.</summary>
/// <param name="Revision">The revision that it made.</param>
/// <param name="Section">The section.</param>
/// <param name="Author">Who did it: <c>user:{object id}</c> or <c>app:{client id}</c>.</param>
/// <param name="At">When.</param>
/// <param name="Before">The fields that changed, as they were.</param>
/// <param name="After">The same fields, as they became.</param>
internal sealed record SettingsChange(long Revision, string Section, string Author, DateTimeOffset At, JsonObject Before, JsonObject After);
