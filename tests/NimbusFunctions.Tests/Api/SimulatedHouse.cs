using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Nimbus.Platform.Hosting;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Messaging;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Simulator;

namespace NimbusFunctions.Tests.Api;

/// <summary>The whole app in this process with a simulated Entra and Graph behind it, whose tenant it knows.</summary>
internal sealed class SimulatedHouse : IAsyncDisposable
{
    private SimulatedHouse(SimulatorBench bench, ApiHouse house) => (Bench, House) = (bench, house);

    public SimulatorBench Bench { get; }

    public ApiHouse House { get; }

    public string TenantId => Bench.Tenant.Id;

    /// <summary>Where the tenant's calls begin.</summary>
    public string Tenant => $"v1/tenants/{TenantId}";

    /// <param name="before">What stands before the tables; null: nothing.</param>
    public static async Task<SimulatedHouse> StartAsync(Func<TableClient, TableClient>? before = null)
    {
        var bench = await SimulatorBench.StartAsync();
        var https = bench.Server.HttpsAddress.GetLeftPart(UriPartial.Authority);
        var house = await ApiHouse.StartBehindAsync(
            before ?? (table => table),
            ("Entra:Authority", https), ("Entra:ClientId", bench.Server.ClientId), ("Entra:AssertionFile", bench.Server.AssertionFile),
            ("Entra:CertificateAuthorityFile", bench.Server.CertificateAuthorityFile), ("Graph:BaseUrl", $"{https}/v1.0"), ("Secrets:LocalEndpoint", https));
        await house.Services.GetRequiredService<TenantStore>().CreateAsync(
            new Tenant(bench.Tenant.Id, TenantState.Active, 1, TimeProvider.System.GetUtcNow()),
            SettingsCatalogue.General.Write(new("Alpenwerk", "alpenwerk.example", TenantAdministrationSecurityGroup: bench.Tenant.AdminGroupId)),
            "operator", TestContext.Current.CancellationToken);
        return new(bench, house);
    }

    /// <summary>A client of a user of the simulated tenant.</summary>
    public HttpClient As(string userId) => House.Client(SaidIdentity.User(TenantId, userId));

    /// <summary>Changes a section as the operator.</summary>
    public async Task SetAsync(string section, string json)
    {
        using var system = House.System();
        (await system.CallAsync(HttpMethod.Patch, $"{Tenant}/settings/{section}", json)).IsOk();
    }

    /// <summary>Makes a service of a team of the simulated tenant.</summary>
    /// <param name="id">The service's id.</param>
    /// <param name="unit">The unit that it lies in; null: the default one.</param>
    /// <param name="team">Which team.</param>
    public async Task NewTeamServiceAsync(string id, string? unit = null, int team = 0)
    {
        var body = new JsonObject { ["upn"] = $"{id}@alpenwerk.example", ["displayName"] = id, ["assignmentType"] = "MsTeams", ["teamId"] = Bench.Tenant.Teams[team].Id };
        if (unit is not null)
            body["organizationUnitId"] = unit;
        using var system = House.System();
        (await system.CallAsync(HttpMethod.Put, $"{Tenant}/services/{id}", body.ToJsonString())).IsOk(HttpStatusCode.Created);
    }

    /// <summary>Makes an organization unit below the root.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> NewUnitAsync()
    {
        using var system = House.System();
        return (await system.CallAsync(HttpMethod.Post, $"{Tenant}/organization-units", """{"name":"New ones"}""")).IsOk(HttpStatusCode.Created).Text("id");
    }

    /// <summary>Runs the directory sync now, to its end.</summary>
    public async Task SyncAsync()
    {
        using (var system = House.System())
            (await system.CallAsync(HttpMethod.Post, $"{Tenant}/sync")).IsOk(HttpStatusCode.Accepted);
        await DeliverAsync(SyncScheduler.Queue, House.Services.GetRequiredService<SyncTriggers>().SyncAsync);
    }

    /// <summary>Queues what is due of presence, and polls.</summary>
    public async Task PollAsync()
    {
        await House.Services.GetRequiredService<PresenceScheduler>().QueueDueAsync(TestContext.Current.CancellationToken);
        await DeliverAsync(PresenceScheduler.Queue, House.Services.GetRequiredService<PresencePoller>().PollAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Bench.DisposeAsync();
    }

    private async Task DeliverAsync(string name, Func<QueueMessage, CancellationToken, Task<MessageOutcome>> handle)
    {
        var (queue, stop) = (House.Broker.Queue(name), TestContext.Current.CancellationToken);
        if (!queue.Definition.RequiresSession)
        {
            await DrainAsync(queue, handle, () => queue.ReceiveAsync(TimeSpan.Zero, stop));
            return;
        }

        while (await queue.AcceptNextSessionAsync(TimeSpan.Zero, stop) is { } session)
        {
            await using (session)
                await DrainAsync(queue, handle, () => session.ReceiveAsync(TimeSpan.Zero, stop));
        }
    }

    private async Task DrainAsync(BrokerQueue queue, Func<QueueMessage, CancellationToken, Task<MessageOutcome>> handle, Func<Task<LockedMessage?>> receive)
    {
        var runner = House.Services.GetRequiredService<MessageRunner>();
        while (await receive() is { } locked)
        {
            var triggered = new TriggeredMessage { Body = new BinaryData(locked.Message.Body), MessageId = locked.Message.MessageId, SequenceNumber = locked.SequenceNumber };
            await runner.RunAsync(queue.Definition.Name, triggered, handle, TestContext.Current.CancellationToken);
            queue.Complete(locked.LockToken);
        }
    }
}
