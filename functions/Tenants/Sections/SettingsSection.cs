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

    /// <summary>What is kept with the section in its row, written together with it; null: nothing.</summary>
    /// <param name="before">The section as it was.</param>
    /// <param name="json">The section as it is to be.</param>
    /// <param name="now">When it is written.</param>
    string? Beside(StoredSection before, string json, DateTimeOffset now);
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

    /// <summary>Makes <see cref="ISettingsSection.Beside"/> of the section before, what was beside it, and the section after.</summary>
    public Func<T, string?, T, DateTimeOffset, string?>? Keeps { get; init; }

    public string? Beside(StoredSection before, string json, DateTimeOffset now) =>
        Keeps?.Invoke(Parse(before.Json), before.Beside, Parse(json), now);

    public string Write(T value) => JsonSerializer.Serialize(value, type);

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
