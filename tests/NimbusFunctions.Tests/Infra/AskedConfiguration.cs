using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace NimbusFunctions.Tests.Infra;

/// <summary>A configuration that has nothing, and remembers what it was asked for.</summary>
internal sealed class AskedConfiguration : IConfiguration
{
    /// <summary>Names of settings, as an environment variable would have them.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public string? this[string key]
    {
        get
        {
            Names.Add(key.Replace(":", "__", StringComparison.Ordinal));
            return null;
        }
        set => throw new NotSupportedException();
    }

    public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

    public IChangeToken GetReloadToken() => throw new NotSupportedException();

    public IConfigurationSection GetSection(string key) => throw new NotSupportedException();
}
