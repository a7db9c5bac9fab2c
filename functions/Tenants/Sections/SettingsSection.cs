using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NimbusFunctions.Fields;
using NimbusFunctions.Tenants.Settings;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>What the store and the endpoints need to know of a section, whatever it holds.</summary>
internal interface ISettingsSection
{
    /// <summary>The section's name in addresses, e.g. <c>general</c>.</summary>
    string Name { get; }

    IReadOnlyList<SettingsField> Fields { get; }

    /// <summary>The field that switches the section off; what stands beside it is kept then, and hidden. Null: none does.</summary>
    string? Switch { get; }

    /// <summary>What holds where nobody wrote the section, as JSON.</summary>
    string DefaultJson { get; }

    /// <summary>The section as it is to be stored; null where something is wrong with it, all of which is named.</summary>
    /// <param name="given">What somebody wants it to be.</param>
    /// <param name="bounds">What the operator allows.</param>
    /// <param name="errors">Takes the faults.</param>
    string? Take(JsonObject given, SettingsBounds bounds, ValidationErrors errors);

    /// <summary>What is kept with the section in its row, written together with it; null: nothing.</summary>
    /// <param name="before">The section as it was.</param>
    /// <param name="json">The section as it is to be.</param>
    /// <param name="now">When it is written.</param>
    string? Beside(StoredSection before, string json, DateTimeOffset now);
}

/// <summary>A section of the settings: its type, its defaults and its fields.</summary>
internal sealed class SettingsSection<T>(string name, JsonTypeInfo<T> type, T defaults, IReadOnlyList<SettingsField> fields) : ISettingsSection
    where T : class
{
    private readonly JsonTypeInfo<T> stored = (JsonTypeInfo<T>)NimbusJson.Stored.GetTypeInfo(typeof(T))!;

    public string Name => name;

    public IReadOnlyList<SettingsField> Fields => fields;

    public string? Switch { get; init; }

    public string DefaultJson { get; } = JsonSerializer.Serialize(defaults, type);

    /// <summary>Names what is wrong beyond single fields.</summary>
    public Action<T, ValidationErrors>? Checks { get; init; }

    /// <summary>Makes what is stored of what was given and found sound; null: it is stored so.</summary>
    public Func<T, T>? Shapes { get; init; }

    /// <summary>Makes <see cref="ISettingsSection.Beside"/> of the section before, what was beside it, and the section after.</summary>
    public Func<T, string?, T, DateTimeOffset, string?>? Keeps { get; init; }

    public string? Beside(StoredSection before, string json, DateTimeOffset now) =>
        Keeps?.Invoke(Parse(before.Json), before.Beside, Parse(json), now);

    public string Write(T value) => JsonSerializer.Serialize(value, type);

    public T Parse(string? json) => json is null ? defaults : JsonSerializer.Deserialize(json, stored) ?? defaults;

    public string? Take(JsonObject given, SettingsBounds bounds, ValidationErrors errors)
    {
        using var document = JsonDocument.Parse(given.ToJsonString());
        SettingsField.CheckAll("", fields, document.RootElement, bounds, errors);
        if (errors.Any)
            return null;
        var value = document.RootElement.Deserialize(type)!;
        Checks?.Invoke(value, errors);
        return errors.Any ? null : Write(Shapes?.Invoke(value) ?? value);
    }
}
