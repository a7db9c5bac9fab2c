using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Graph;
using NimbusFunctions.Ledger;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Directory.Sync;

/// <summary>
/// Puts a sync together over any tables: the account's, a dry run's that keeps its writes to itself, a replay's in
/// memory. So all of them run the same code.
/// </summary>
internal sealed class SyncComposition(GraphClients graph, TimeProvider time, ILoggerFactory logs)
{
    /// <param name="tables">The tables.</param>
    /// <param name="recording">Told of what the sync asks Graph; null: nobody.</param>
    public TenantSync Over(StoreTables tables, RunRecording? recording = null)
    {
        var users = new UserStore(tables);
        var services = new ServiceStore(tables);
        var memberships = new MembershipStore(tables, new MemberHistory(tables), time);
        var state = new SyncStateStore(tables, time);
        var hints = new HintStore(tables);
        var departures = new DepartureStore(tables);
        var allTeams = new AllTeams(services);
        var ledger = new LedgerStore(tables);
        var plans = new PlanStore(tables);
        var bin = new BinStore(tables);
        var comparison = new FullComparison(hints, bin, allTeams);
        var refutation = new Refutation(plans, ledger, time, logs.CreateLogger<Refutation>());
        return new(
            graph,
            users,
            new TenantStore(tables),
            new SettingsStore(tables, time),
            state,
            hints,
            new DeltaRounds(
                state, hints, departures, bin, services, allTeams, comparison, time, logs.CreateLogger<DeltaRounds>()),
            new UserSettlement(hints, allTeams, refutation, ledger, time, logs.CreateLogger<UserSettlement>()),
            new ServiceSettlement(
                hints,
                new ServiceReader(services, memberships, departures),
                new ServiceOutcomeStore(memberships, departures, services, hints, time),
                allTeams,
                refutation,
                ledger,
                time,
                logs.CreateLogger<ServiceSettlement>()),
            new RemovalStore(tables),
            new RemovalRound(
                plans,
                departures,
                hints,
                new GuardReader(plans, users, memberships, time),
                new RemovalExecution(
                    plans, memberships, hints, ledger, time, logs.CreateLogger<RemovalExecution>()),
                refutation,
                time,
                logs.CreateLogger<RemovalRound>()),
            new NightlyAudit(
                state,
                comparison,
                logs.CreateLogger<NightlyAudit>()),
            new RefusedLists(services),
            time,
            logs.CreateLogger<TenantSync>(),
            recording);
    }
}
