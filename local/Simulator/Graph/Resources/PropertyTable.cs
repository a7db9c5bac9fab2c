using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Graph.Resources;

/// <summary>What a resource has for properties. `id` is none of them: every resource has one, and it is written first.</summary>
internal sealed class PropertyTable<T>
    where T : IDirectoryObject
{
    private readonly Dictionary<string, int> _byName;
    private readonly Property<T>[] _properties;

    /// <param name="type">The type's name in Graph, such as user.</param>
    /// <param name="collection">The name of its set, such as users.</param>
    /// <param name="properties">At most 62, since a delta token holds a selection as 64 bits.</param>
    public PropertyTable(string type, string collection, params Property<T>[] properties)
    {
        Type = type;
        Collection = collection;
        _properties = properties;
        _byName = properties.Select((property, index) => (property.Name, index)).ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < properties.Length; i++)
        {
            if (properties[i].ByDefault) DefaultMask |= 1UL << i;
        }
    }

    public string Type { get; }

    public string Collection { get; }

    public ulong DefaultMask { get; }

    public IEnumerable<string> Names => _properties.Select(property => property.Name);

    public Property<T>? Find(string name) => _byName.TryGetValue(name, out var index) ? _properties[index] : null;

    /// <summary>The bit of a property in a selection; 0 when there is no such property.</summary>
    public ulong MaskOf(string name) => _byName.TryGetValue(name, out var index) ? 1UL << index : 0;

    public Selection<T> Select(ulong mask, bool withId, bool explicitly)
    {
        var chosen = new List<Property<T>>();
        var tracked = 0u;
        for (var i = 0; i < _properties.Length; i++)
        {
            if ((mask & (1UL << i)) == 0) continue;
            chosen.Add(_properties[i]);
            tracked |= _properties[i].Tracks;
        }

        return new Selection<T>(mask, withId, explicitly, [.. chosen], tracked);
    }

    /// <summary>Everything that comes without $select.</summary>
    public Selection<T> SelectDefault() => Select(DefaultMask, withId: true, explicitly: false);
}
