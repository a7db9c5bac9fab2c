using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>One thing that happened in the day, and what the API said of it.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Expected">What the API should say.</param>
/// <param name="Found">What it said.</param>
/// <param name="Holds">Whether that is the same.</param>
/// <param name="Seconds">From the change in the directory until the API had been read.</param>
/// <param name="Runs">The runs of the sync that brought it, as the API shows them; null where none was needed.</param>
internal sealed record DemoStep(string Step, string Expected, string Found, bool Holds, double Seconds, IReadOnlyList<ApiRun>? Runs = null);
