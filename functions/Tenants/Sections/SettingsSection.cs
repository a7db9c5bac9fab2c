using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>What the store and the endpoints need to know of a section, whatever it holds.</summary>
internal interface ISettingsSection
{
    /// <summary>The section's name in addresses, e.g. <c>general</c>.</summary>
    string Name { get; }

    /// <summary>What holds where nobody wrote the section, as JSON.</summary>
    string DefaultJson { get; }

    /// <summary>Reads a body: the section as it is to be stored, or everything that is wrong with it.</summary>
    Task<SectionBody> ReadAsync(HttpContext http);
}

/// <summary>A section as it is to be stored, or a problem.</summary>
internal sealed record SectionBody(string? Json, Problem? Problem);

/// <summary>A section of the settings: its type, its defaults and its validator.</summary>
internal sealed class SettingsSection<T>(
    string name, JsonTypeInfo<T> type, T defaults, Action<T, IServiceProvider, ValidationErrors> validate) : ISettingsSection
    where T : class
{
    public SettingsSection(string name, JsonTypeInfo<T> type, T defaults, Action<T, ValidationErrors> validate)
        : this(name, type, defaults, (value, _, errors) => validate(value, errors))
    {
    }

    public string Name => name;

    public string DefaultJson { get; } = JsonSerializer.Serialize(defaults, type);

    public T Parse(string? json) => json is null ? defaults : JsonSerializer.Deserialize(json, type) ?? defaults;

    public async Task<SectionBody> ReadAsync(HttpContext http)
    {
        var (value, problem) = await RequestBody.ReadAsync(http, type);
        if (value is null)
            return new(null, problem);
        var errors = new ValidationErrors();
        validate(value, http.RequestServices, errors);
        return errors.Any ? new(null, errors.ToProblem()) : new(JsonSerializer.Serialize(value, type), null);
    }
}
