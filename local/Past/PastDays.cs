extern alias app;
using app::NimbusFunctions.Ledger;
using app::NimbusFunctions.Presence.History;
using app::NimbusFunctions.Storage;
using app::NimbusFunctions.Tasks.History;
using Azure.Data.Tables;
using NimbusFunctions.Local.Azurite;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Local.Past;

/// <summary>
/// A history for tenants that have just come into being: ended tasks, states of users, and lines of the sync, day by day.
/// Written by the app's own stores, so that it is what the app would have written; twice, it is there once.
/// </summary>
internal sealed class PastDays(AzuriteServer azurite, AzuriteServer history)
{
    /// <summary>Ten years.</summary>
    public const int Most = 3_660;

    private const int DaysAtOnce = 8;

    private readonly StoreTables tables = new(new TableServiceClient(azurite.ConnectionString), new TableServiceClient(history.ConnectionString));

    /// <param name="tenants">Whose.</param>
    /// <param name="days">How many, up to yesterday.</param>
    /// <param name="today">Today, in UTC.</param>
    /// <param name="ct">Ends it.</param>
    public Task WriteAsync(IReadOnlyList<SimulatedTenant> tenants, int days, DateOnly today, CancellationToken ct)
    {
        (TaskHistory tasks, StateHistory states, LedgerStore ledger) = (new(tables), new(tables), new(tables));
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = DaysAtOnce, CancellationToken = ct };
        return Parallel.ForEachAsync(
            tenants.SelectMany(tenant => Enumerable.Range(1, days).Select(ago => (Tenant: tenant, Day: today.AddDays(-ago)))),
            parallel,
            async (at, stop) =>
            {
                (var id, var past) = (at.Tenant.Id.ToString("D"), PastDay.Of(at.Tenant, at.Day));
                await tasks.WriteAsync(id, past.Tasks, stop);
                await states.WriteAsync(id, past.States, stop);
                await ledger.AppendAsync(id, past.Lines, stop);
            });
    }
}
