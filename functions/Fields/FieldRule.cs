using System.Text.Json;
using NimbusFunctions.Web;

namespace NimbusFunctions.Fields;

/// <summary>What a field of a section may hold: checked, shown as JSON schema and told in the documentation by the same rule.</summary>
internal abstract record FieldRule
{
    /// <summary>Whether a field that is left out is a fault.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether null is no fault.</summary>
    public virtual bool IsOptional => !IsRequired;

    /// <summary>What is told of a required field that is left out.</summary>
    public virtual string Missing => "is required.";

    /// <summary>Names everything that is wrong with a value that is not null.</summary>
    /// <param name="path">Where it stands, in the caller's spelling.</param>
    /// <param name="value">The value.</param>
    /// <param name="bounds">What the operator allows.</param>
    /// <param name="errors">Takes the faults.</param>
    public abstract void Check(string path, JsonElement value, SettingsBounds bounds, ValidationErrors errors);

    /// <summary>The rule for a reader, e.g. <c>a whole number from 1 to 50</c>.</summary>
    public abstract string Says(SettingsBounds bounds);

    /// <summary>Writes the members of the field's JSON schema (draft 2020-12), without those that every field has.</summary>
    public abstract void WriteSchema(Utf8JsonWriter schema, SettingsBounds bounds);

    /// <summary>The configuration entities that a value which was found sound refers to.</summary>
    public virtual IEnumerable<FoundReference> References(string path, JsonElement value) => [];

    /// <summary>The member <c>type</c>, with null where that is allowed.</summary>
    protected void WriteType(Utf8JsonWriter schema, string type)
    {
        if (!IsOptional)
        {
            schema.WriteString("type", type);
            return;
        }

        schema.WriteStartArray("type");
        schema.WriteStringValue(type);
        schema.WriteStringValue("null");
        schema.WriteEndArray();
    }
}
