using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Operations.Overview;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Operations;

public sealed class OverviewTests
{
    private const string Overview = "v1/operations/overview";
    private const string OfTenant = $"v1/tenants/{ApiHouse.Tenant}/operations";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_OfATenantInTrouble_SaysSoAndSaysWhenItIsMended()
    {
        await using var house = await ApiHouse.StartAsync();
        var overview = house.Services.GetRequiredService<TenantsOverview>();
        var state = house.Services.GetRequiredService<SyncStateStore>();
        var (schedule, _) = await state.ReadScheduleAsync(ApiHouse.Tenant, Stop);
        var failed = schedule with { Failing = new(TimeProvider.System.GetUtcNow(), SyncBackoff.QuarantineFrom, GraphTrouble.NoToken, "No consent.") };
        var version = await state.WriteScheduleAsync(ApiHouse.Tenant, failed, null, Stop);
        var id = await house.PutAsync();
        await house.PutAsync("nobody's", owner: null);

        var before = await overview.GatherAsync(Stop);
        await state.WriteScheduleAsync(ApiHouse.Tenant, schedule, version, Stop);
        using (var administrator = await house.AsAsync(Role.TenantAdministrator))
            (await administrator.DropAsync(id)).IsOk();
        var after = await overview.GatherAsync(Stop);

        var tenant = Assert.Single(before.Tenants);
        Assert.Equal([TroubleKind.SyncQuarantined, TroubleKind.DeadLetters], tenant.Trouble.Select(trouble => trouble.Kind));
        Assert.Equal(("Alpenwerk", TenantState.Active, "Quarantined", 1), (tenant.Name, tenant.State, tenant.Sync!.State, tenant.DeadLetters));
        Assert.Equal((1, 2, 1, 1), (before.Totals.Quarantined, before.Totals.DeadLetters, before.NoTenant.DeadLetters, before.Totals.InTrouble));
        Assert.Empty(Assert.Single(after.Tenants).Trouble);
        Assert.Equal((0, 1), (after.Totals.Quarantined, after.Totals.DeadLetters));
    }

    [Fact]
    public async Task Overview_WhileASwitchOfAllTenantsIsThrown_LeadsToThatSwitch()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(HttpMethod.Put, $"v1/tenants/{ApiHouse.Tenant}/sync/pause", """{"paused":true,"reason":"Own."}""")).IsOk();
        string[] switches = ["v1/sync/pause", "v1/retention/pause"];
        foreach (var one in switches)
            (await system.CallAsync(HttpMethod.Put, one, """{"paused":true,"reason":"Of all."}""")).IsOk();

        var tenant = Assert.Single((await house.Services.GetRequiredService<TenantsOverview>().GatherAsync(Stop)).Tenants);

        Assert.Equal(switches, tenant.Trouble.Select(trouble => trouble.Look.TrimStart('/')));
        foreach (var trouble in tenant.Trouble)
            Assert.True((await system.CallAsync(HttpMethod.Get, trouble.Look.TrimStart('/'))).IsOk().Json["paused"]!.GetValue<bool>());
        Assert.True(tenant.Sync!.RemovalsPaused && tenant.Retention!.Paused);
        // Which of the two is thrown, so that nobody ends the wrong one.
        var sync = (await system.CallAsync(HttpMethod.Get, $"v1/tenants/{ApiHouse.Tenant}/sync")).IsOk().Json;
        Assert.Equal(("Own.", "Of all."), ($"{sync["removalsPaused"]!["reason"]}", $"{sync["removalsPausedOfAll"]?["reason"]}"));
    }

    [Fact]
    public async Task Overview_OfATenantWhoseRowsCannotBeRead_IsUnknownAndTheOthersAreThere()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewTenantAsync(house, ApiHouse.Operator);
        await house.Tables.SyncState.UpsertEntityAsync(new Azure.Data.Tables.TableEntity(ApiHouse.Tenant, "last-run") { ["Json"] = "{not json" }, cancellationToken: Stop);

        var answer = await house.Services.GetRequiredService<TenantsOverview>().GatherAsync(Stop);

        Assert.Equal([ApiHouse.Tenant, ApiHouse.Operator], answer.Tenants.Select(tenant => tenant.Id));
        Assert.Equal(TroubleKind.Unknown, Assert.Single(answer.Tenants[0].Trouble).Kind);
        Assert.Null(answer.Tenants[0].Sync);
        Assert.Empty(answer.Tenants[1].Trouble);
        Assert.Equal((1, 1), (answer.Totals.Unknown, answer.Totals.Tenants["Unknown"]));
    }

    [Fact]
    public async Task BothAnswers_AskedForAgainWithTheirTag_AreNotSentAgain()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        foreach (var path in new[] { Overview, OfTenant })
        {
            var first = (await system.CallAsync(HttpMethod.Get, path)).IsOk();
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.ETag!));
            using var again = await system.SendAsync(request, Stop);
            using var other = new HttpRequestMessage(HttpMethod.Get, path);
            other.Headers.IfNoneMatch.Add(new("\"other\""));
            using var anew = await system.SendAsync(other, Stop);

            Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (again.StatusCode, anew.StatusCode));
            Assert.Equal(first.ETag, again.Headers.ETag!.ToString());
        }
    }

    [Theory]
    [InlineData("top=0")]
    [InlineData("top=1001")]
    [InlineData("top=1&top=2")]
    [InlineData("tenant=x")]
    public async Task Overview_WhatItDoesNotTake_IsRefused(string query)
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();

        (await system.CallAsync(HttpMethod.Get, $"{Overview}?{query}")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
    }

    [Fact]
    public async Task Tenant_WithItsServices_ShowsTheCapsAndWhoMayNotSeesNothing()
    {
        await using var house = await ApiHouse.StartAsync();
        await NewServicesAsync(house, 3);
        await house.PutAsync();
        var partition = TaskPartition.Of(ApiHouse.Tenant, "service-001", Modality.Email);
        var now = TimeProvider.System.GetUtcNow();
        var slots = Enumerable.Range(0, 19).Aggregate(SlotBook.Empty, (book, number) => book.Take(new($"{number}", now, now.AddHours(1))));
        await house.Tables.Tasks.UpsertEntityAsync(SlotRow.Write(partition, slots), cancellationToken: Stop);
        using var administrator = await house.AsAsync(Role.TenantAdministrator);
        using var owner = await house.AsAsync(Role.TeamOwner);

        var answer = (await administrator.CallAsync(HttpMethod.Get, OfTenant)).IsOk().Json;

        Assert.Equal(HttpStatusCode.Forbidden, (await owner.CallAsync(HttpMethod.Get, OfTenant)).Status);
        Assert.Equal(3, answer["services"]!.AsArray().Count);
        var cap = answer["services"]![1]!["caps"]!.AsArray().Single(one => one!["modality"]!.GetValue<string>() == "Email")!;
        Assert.Equal((20, 19, 0), (cap["cap"]!.GetValue<int>(), cap["inUse"]!.GetValue<int>(), cap["held"]!.GetValue<int>()));
        Assert.True(cap["nearFull"]!.GetValue<bool>());
        Assert.False(answer["services"]![0]!["caps"]![0]!["nearFull"]!.GetValue<bool>());
        Assert.Equal(1, answer["deadLetters"]!["queues"]!["task-events"]!.GetValue<int>());
        Assert.Equal(["DeadLetters", "CapsNearFull"], answer["tenant"]!["trouble"]!.AsArray().Select(one => one!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ManyTenantsAndServices_AreAnsweredWithinHalfASecond()
    {
        await using var house = await ApiHouse.StartAsync();
        for (var number = 1; number < 200; number++)
            await NewTenantAsync(house, $"10000000-0000-0000-0000-{number + 1:D12}");
        await NewServicesAsync(house, 500);
        using var system = house.System();
        // The first call of a process compiles what the others run.
        await system.CallAsync(HttpMethod.Get, Overview);
        await system.CallAsync(HttpMethod.Get, OfTenant);

        var begun = Stopwatch.GetTimestamp();
        var all = (await system.CallAsync(HttpMethod.Get, Overview)).IsOk();
        var overview = Stopwatch.GetElapsedTime(begun);
        begun = Stopwatch.GetTimestamp();
        var one = (await system.CallAsync(HttpMethod.Get, OfTenant)).IsOk();
        var tenant = Stopwatch.GetElapsedTime(begun);
        begun = Stopwatch.GetTimestamp();
        await house.Services.GetRequiredService<TenantsOverview>().GatherAsync(Stop);
        var cold = Stopwatch.GetElapsedTime(begun);

        TestContext.Current.TestOutputHelper!.WriteLine($"held: {overview.TotalMilliseconds:0} ms, tenant: {tenant.TotalMilliseconds:0} ms, gathered in memory: {cold.TotalMilliseconds:0} ms");
        Assert.Equal((200, 500), (all.Json["tenants"]!.AsArray().Count, one.Json["services"]!.AsArray().Count));
        Assert.True(overview < TimeSpan.FromMilliseconds(500), $"{overview}");
        Assert.True(tenant < TimeSpan.FromMilliseconds(500), $"{tenant}");
    }

    private static Task<bool> NewTenantAsync(ApiHouse house, string id) => house.Services.GetRequiredService<TenantStore>().CreateAsync(
        new Tenant(id, TenantState.Active, 1, TimeProvider.System.GetUtcNow()), SettingsCatalogue.General.Write(new GeneralSection("Other", "other.example")), "operator", Stop);

    private static async Task NewServicesAsync(ApiHouse house, int count)
    {
        var services = house.Services.GetRequiredService<ServiceStore>();
        for (var number = 0; number < count; number++)
        {
            var id = $"service-{number:D3}";
            await services.CreateAsync(ApiHouse.Tenant, ServiceOf(id), Stop);
        }
    }

    private static Service ServiceOf(string id) => new(
        id, $"{id}@alpenwerk.example", $"Service {id}", "None", null, OrganizationUnit.DefaultIdOf(ApiHouse.Tenant), "ContactCenter", ["Audio", "Email"], false, false, true, true,
        "Normal", "TeamOwner", ServiceState.Operational, 0, TimeProvider.System.GetUtcNow());
}
