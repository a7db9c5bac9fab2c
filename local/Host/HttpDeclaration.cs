namespace NimbusFunctions.Local.Host;

/// <summary>A function that http calls start.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="BindingName">The trigger's name.</param>
/// <param name="Route">The route below the prefix.</param>
/// <param name="Methods">The methods in capitals; empty for all.</param>
internal sealed record HttpDeclaration(string Name, string BindingName, string Route, IReadOnlyList<string> Methods) : FunctionDeclaration(Name, BindingName)
{
    public bool Takes(string method) => Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase);
}
