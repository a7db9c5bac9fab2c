namespace NimbusFunctions.Local.Flows;

/// <summary>What came of a flow.</summary>
/// <param name="Steps">The steps that were carried out, the failed one last.</param>
/// <param name="Fault">What is wrong, and where in the file; null: all went well.</param>
internal sealed record FlowOutcome(IReadOnlyList<StepResult> Steps, FlowFault? Fault);
