namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>
/// The members (or owners) of a group in the order they joined. A place is never reused, so that a page cursor
/// stays right while others come and go between two pages.
/// </summary>
internal sealed class RelationSet
{
    private readonly List<Guid> _places = [];
    private readonly Dictionary<Guid, int> _positions = [];

    public int Count => _positions.Count;

    /// <summary>Places handed out so far, including those left.</summary>
    public int Places => _places.Count;

    /// <summary>Everybody in the set, in order.</summary>
    public IEnumerable<Guid> Ids => _places.Where(id => id != Guid.Empty);

    /// <summary>Who has the place; the empty GUID when it was left.</summary>
    public Guid At(int place) => _places[place];

    public bool Contains(Guid id) => _positions.ContainsKey(id);

    public bool Add(Guid id)
    {
        if (!_positions.TryAdd(id, _places.Count)) return false;
        _places.Add(id);
        return true;
    }

    public bool Remove(Guid id)
    {
        if (!_positions.Remove(id, out var place)) return false;
        _places[place] = Guid.Empty;
        return true;
    }
}
