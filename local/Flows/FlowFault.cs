namespace NimbusFunctions.Local.Flows;

/// <summary>Something that is wrong, and where in the file.</summary>
/// <param name="Place">The place in the file, as <see cref="FlowPlaces"/> words it.</param>
/// <param name="Says">What is wrong there, and what would be right.</param>
internal sealed record FlowFault(string Place, string Says)
{
    public override string ToString() => $"{Place}: {Says}";
}
