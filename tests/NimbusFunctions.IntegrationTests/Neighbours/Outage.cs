namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>A way to lose a neighbour.</summary>
/// <param name="Name">Neighbour and way.</param>
/// <param name="Check">As health names the neighbour.</param>
/// <param name="Begin">Loses it.</param>
/// <param name="End">Gives it back.</param>
internal sealed record Outage(string Name, string Check, Func<CancellationToken, Task> Begin, Func<CancellationToken, Task> End)
{
    /// <summary>Whether the app is of no use without it.</summary>
    public bool IsStore => Check == "tables";

    /// <summary>Every way there is, by name.</summary>
    public static IReadOnlyDictionary<string, Outage> All(NeighbourEdition rig) => ((Outage[])
    [
        new("store-stopped", "tables", stop => rig.SignalStoreAsync("STOP", stop), stop => rig.SignalStoreAsync("CONT", stop)),
        new("store-restarted", "tables", _ => rig.EndStoreAsync(), rig.StartStoreAsync),
        Cut("broker-refused", "queues", rig.Broker),
        Silent("broker-silent", "queues", rig.Broker),
        Cut("graph-refused", "graph", rig.Graph),
        Silent("graph-silent", "graph", rig.Graph),
        Failing("graph-503", "graph", rig, $"tenants/{rig.Tenant.Id}", "GET /", "POST /communications", "POST /$batch"),
        Cut("token-refused", "entra", rig.Entra),
        Silent("token-silent", "entra", rig.Entra),
        Cut("vault-refused", "vault", rig.Vault),
        Silent("vault-silent", "vault", rig.Vault),
        Failing("vault-503", "vault", rig, "vault", ""),
    ]).ToDictionary(outage => outage.Name);

    private static Outage Cut(string name, string check, Wire wire) => new(name, check, _ => Do(wire.Cut), _ => Do(wire.Mend));

    private static Outage Silent(string name, string check, Wire wire) => new(name, check, _ => Do(wire.Silence), _ => Do(wire.Mend));

    private static Outage Failing(string name, string check, NeighbourEdition rig, string path, params string[] matches) => new(
        name,
        check,
        async stop =>
        {
            foreach (var match in matches)
            {
                using var body = new StringContent($$"""{"match":"{{match}}","status":503,"times":0}""");
                using var added = await rig.Control().PostAsync(new Uri($"_control/{path}/faults", UriKind.Relative), body, stop);
                added.EnsureSuccessStatusCode();
            }
        },
        async stop =>
        {
            using var cleared = await rig.Control().DeleteAsync(new Uri($"_control/{path}/faults", UriKind.Relative), stop);
            cleared.EnsureSuccessStatusCode();
        });

    private static Task Do(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
