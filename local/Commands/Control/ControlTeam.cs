namespace NimbusFunctions.Local.Commands.Control;

/// <summary>A team of a simulated directory, with the ids of its people.</summary>
internal sealed record ControlTeam(string Id, string DisplayName, IReadOnlyList<string> Members, IReadOnlyList<string> Owners)
{
    /// <summary>Everybody in it, once.</summary>
    public IEnumerable<string> People => Members.Union(Owners);
}
