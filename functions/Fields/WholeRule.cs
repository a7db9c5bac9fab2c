using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>A whole number within bounds, some of which the operator sets.</summary>
internal sealed record WholeRule(int Least, Func<SettingsBounds, int> Most) : FieldRule
{
    public WholeRule(int least, int most)
        : this(least, _ => most)
    {
    }

    /// <summary>Whether there may be none.</summary>
    public bool MayBeNull { get; init; }

    public override bool IsOptional => MayBeNull;

    public override void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number))
            errors.Add(path, $"must be a whole number from {Least} to {Most(bounds)}.");
        else
            errors.Range(path, number, Least, Most(bounds));
    }

    public override string Says(SettingsBounds bounds) => string.Create(
        CultureInfo.InvariantCulture, $"a whole number from {Least:N0} to {Most(bounds):N0}{(MayBeNull ? ", or none" : "")}");

    public override void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds)
    {
        WriteType(schema, "integer");
        schema.WriteNumber("minimum", Least);
        schema.WriteNumber("maximum", Most(bounds));
    }
}
