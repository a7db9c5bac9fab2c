namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>Something that happens in the day, and what is to be seen of it.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Expected">What the API should say then.</param>
/// <param name="Read">Asks the API.</param>
/// <param name="Change">Does it to the directory; the API is then asked after a later run of the sync. Null: it is asked at once.</param>
internal sealed record DemoScene(string Name, string Expected, Func<CancellationToken, Task<string>> Read, Func<CancellationToken, Task>? Change = null);
