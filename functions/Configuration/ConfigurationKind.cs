using System.Text.Json;
using System.Text.Json.Nodes;
using NimbusFunctions.Fields;
using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>A kind of configuration entities: what one holds, and who may do what with it.</summary>
/// <param name="Segment">The kind in addresses, in keys and in references, e.g. <c>skill-categories</c>; never changes.</param>
/// <param name="One">One of them in words, e.g. <c>skill category</c>.</param>
/// <param name="Permission">Its permission; the fields of <see cref="Guarded"/> have permissions below it.</param>
/// <param name="Own">Its fields but the name and the organization unit, which every kind has.</param>
internal sealed record ConfigurationKind(string Segment, string One, string Permission, params IReadOnlyList<SettingsField> Own)
{
    public const string Name = "name";
    public const string Unit = "organizationUnitId";

    /// <summary>The most entities of the kind in a tenant.</summary>
    public const int Most = 500;

    private static readonly SettingsField[] Common =
    [
        new(Name, new TextRule(128) { IsRequired = true }, "What it is called; unique in its organization unit, whatever the case."),
        new(Unit, new GuidRule(), "The organization unit that it lies in. Left out: a new one lies in the tenant's root, another stays where it is."),
    ];

    /// <summary>Several of them in words.</summary>
    public string Many { get; init; } = One + "s";

    /// <summary>What holds where a field is left out.</summary>
    public JsonObject Defaults { get; init; } = [];

    /// <summary>Fields that owners of services set when they make one, and do not change.</summary>
    public IReadOnlyList<string> Guarded { get; init; } = [Unit];

    /// <summary>Fields that stay what they are while somebody refers to the entity: the referrer relies on them.</summary>
    public IReadOnlyList<string> FixedWhileUsed { get; init; } = [];

    /// <summary>Names what is wrong beyond single fields; the document is sound apart from that.</summary>
    public Action<JsonElement, ValidationErrors>? Checks { get; init; }

    /// <summary>Makes of a sound document what is stored, where two spellings mean the same.</summary>
    public Action<JsonObject>? Tidies { get; init; }

    /// <summary>All fields, in the order in which they are shown.</summary>
    public IReadOnlyList<SettingsField> Fields { get; } = [.. Common, .. Own];

    /// <summary>The permission of one of <see cref="Guarded"/>.</summary>
    public static string FieldOf(string permission, string field) => $"{permission}.{field}";
}
