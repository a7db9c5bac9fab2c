namespace Nimbus.Platform.Hosting;

/// <summary>A function that the app has mapped.</summary>
/// <param name="Name">The folder name of its function.json.</param>
/// <param name="Kind">What starts it.</param>
/// <param name="Root">The first path segment of its endpoints; only http functions have one.</param>
internal sealed record MappedFunction(string Name, FunctionKind Kind, string? Root = null);
