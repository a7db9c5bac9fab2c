namespace NimbusFunctions.Tests.Connector;

/// <summary>Something that differs between the published definition and the package.</summary>
/// <param name="Operation">The operation's id.</param>
/// <param name="At">Where in it.</param>
/// <param name="Breach">What a flow of today would miss or be refused for; null: the package has something more.</param>
internal sealed record Difference(string Operation, string At, string? Breach = null)
{
    public override string ToString() => $"{Operation} {At} {Breach}";
}
