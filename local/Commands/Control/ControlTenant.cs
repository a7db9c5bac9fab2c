namespace NimbusFunctions.Local.Commands.Control;

/// <summary>A simulated tenant as <c>GET /_control/tenants</c> lists it.</summary>
internal sealed record ControlTenant(string Id, string Name, string Domain, string AdminUpn)
{
    /// <summary>Whether a person means this tenant: by id, name or domain.</summary>
    public bool IsCalled(string what) => ((string[])[Id, Name, Domain]).Contains(what, StringComparer.OrdinalIgnoreCase);
}
