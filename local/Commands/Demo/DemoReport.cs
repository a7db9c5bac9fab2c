using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Local.Commands.Demo;

/// <summary>The day as data. What stands under users, services, sync and found was read through the API;
/// null is what the API did not say.</summary>
/// <param name="Holds">Whether everything was as it should be.</param>
/// <param name="FirstFailure">The first thing that was not; null when everything was.</param>
/// <param name="Seconds">How long the whole took, start included, stop not.</param>
/// <param name="Directory">The simulated tenant that it happened in.</param>
/// <param name="Users">Users in the user list at the end.</param>
/// <param name="Services">Services at the end.</param>
/// <param name="Sync">How the sync stands at the end.</param>
/// <param name="Steps">What happened, in order.</param>
internal sealed record DemoReport(
    bool Holds,
    string? FirstFailure,
    double Seconds,
    DemoDirectory Directory,
    int? Users,
    int? Services,
    ApiSync? Sync,
    IReadOnlyList<DemoStep> Steps)
{
    /// <summary>What to say of the first step that did not hold; null when all did.</summary>
    public static string? FirstFailureOf(IEnumerable<DemoStep> steps) =>
        steps.FirstOrDefault(step => !step.Holds) is { } first
            ? $"{first.Step}: expected '{first.Expected}', found '{first.Found}'."
            : null;
}
