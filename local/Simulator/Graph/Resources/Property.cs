using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>A property of a Graph resource: how it is read, and what one may do with it.</summary>
internal sealed class Property<T>(string name, Func<T, object?> read)
    where T : IDirectoryObject
{
    /// <summary>What <c>read</c> gives for an item that has no such property at all: nothing is written then, not even null.</summary>
    public static readonly object Absent = new();

    private readonly JsonEncodedText _encoded = JsonEncodedText.Encode(name);

    public string Name => name;

    /// <summary>Its bit among the properties that change; 0 for one that never does.</summary>
    public uint Tracks { get; init; }

    /// <summary>Whether it comes without $select.</summary>
    public bool ByDefault { get; init; }

    public bool Filterable { get; init; }

    /// <summary>endsWith works on mail and userPrincipalName only.</summary>
    public bool EndsWith { get; init; }

    public object? Read(T item) => read(item);

    public void Write(Utf8JsonWriter json, T item)
    {
        var value = read(item);
        if (ReferenceEquals(value, Absent)) return;
        json.WritePropertyName(_encoded);
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case DateTimeOffset time: json.WriteStringValue(time.UtcDateTime); break;
            case IReadOnlyList<string> list:
                json.WriteStartArray();
                foreach (var entry in list) json.WriteStringValue(entry);
                json.WriteEndArray();
                break;
            case var other: throw new InvalidOperationException($"Property {name} is of type {other.GetType()}, which is not written.");
        }
    }

    public void WriteNull(Utf8JsonWriter json) => json.WriteNull(_encoded);
}
