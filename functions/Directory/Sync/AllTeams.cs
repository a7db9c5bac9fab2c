using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Directory.Sync;

/// <summary>Hints at every team of a tenant: for a full comparison, and when somebody came back who may be in any.</summary>
internal sealed class AllTeams(ServiceStore services)
{
    /// <param name="tenant">The tenant.</param>
    /// <param name="full">Whether every member's details are compared too.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IEnumerable<Hint>> HintsAsync(string tenant, bool full, CancellationToken cancellation) =>
        (await services.ListAsync(tenant, cancellation))
            .Where(stored => stored.Service.TeamId is not null)
            .Select(stored => new Hint(HintKind.Service, stored.Service.Id, Full: full));
}
