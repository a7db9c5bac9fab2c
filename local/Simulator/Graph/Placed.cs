namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>An item and its place in its list, where a page can end.</summary>
internal readonly record struct Placed<T>(int Place, T Item);
