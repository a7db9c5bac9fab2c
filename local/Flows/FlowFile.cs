namespace NimbusFunctions.Local.Flows;

/// <summary>A flow as its file has it, free of faults.</summary>
/// <param name="Path">The file, for messages.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Tenant">Id, name or domain of the tenant that it runs in; null: the first.</param>
/// <param name="User">The UPN of the user whose connection it uses; null: the tenant's administrator.</param>
/// <param name="Triggers">What it registers before the first step and takes back after the last.</param>
/// <param name="Steps">What it does, in order; at least one.</param>
internal sealed record FlowFile(
    string Path, string Name, string? Tenant, string? User, IReadOnlyList<FlowTrigger> Triggers, IReadOnlyList<FlowStep> Steps);
