namespace Nimbus.Platform.Hosting;

/// <summary>A function as its function.json declares it to the host.</summary>
/// <param name="Name">The name of the folder.</param>
/// <param name="Kind">What starts it; <see langword="null"/> where this app cannot read the trigger.</param>
/// <param name="BindingName">The key under which the envelope's <c>Data</c> holds the trigger's value.</param>
/// <param name="Binary">Whether message bodies come as bytes (<c>dataType: binary</c>) instead of text.</param>
/// <param name="Route">The route of an http trigger; <see langword="null"/> for others.</param>
/// <param name="Problem">Why the file cannot be used, for people; <see langword="null"/> if it can.</param>
internal sealed record DeclaredFunction(
    string Name, FunctionKind? Kind, string BindingName = "", bool Binary = false, string? Route = null, string? Problem = null);
