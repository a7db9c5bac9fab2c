namespace NimbusFunctions.Access;

/// <summary>In which part of a tenant something is allowed.</summary>
/// <param name="WholeTenant">Everywhere in it.</param>
/// <param name="Units">Organization units, each with all below it.</param>
/// <param name="Services">Single services.</param>
internal sealed record AccessScope(bool WholeTenant, IReadOnlySet<string> Units, IReadOnlySet<string> Services)
{
    public bool IsNothing => !WholeTenant && Units.Count == 0 && Services.Count == 0;

    /// <summary>Whether a thing is inside.</summary>
    /// <param name="unitPath">Its organization unit and all units above it.</param>
    /// <param name="service">The service that it is or belongs to, if any.</param>
    public bool Covers(IEnumerable<string> unitPath, string? service = null) =>
        WholeTenant || (service is not null && Services.Contains(service)) || unitPath.Any(Units.Contains);
}
