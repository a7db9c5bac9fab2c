namespace NimbusFunctions.Local.Host;

/// <summary>A function as its function.json declares it.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="BindingName">The key of the trigger's value in the envelope.</param>
internal abstract record FunctionDeclaration(string Name, string BindingName);
