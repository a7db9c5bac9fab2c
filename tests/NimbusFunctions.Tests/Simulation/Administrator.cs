using System.Text.Json;
using NimbusFunctions.Directory.Removals;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;
using NimbusFunctions.Tenants.Settings;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>Makes and deletes services of a tenant in the steps of the endpoints, on an instance without faults.</summary>
internal sealed class Administrator(World world, DayTenant tenant, Instance instance)
{
    private int made;

    public async Task OnBoardAsync()
    {
        var general = SettingsCatalogue.General.Write(
            new(TenantAdministrationSecurityGroup: tenant.AdministratorsGroup, PartnerAdministrationSecurityGroup: tenant.PartnersGroup));
        if (!await new TenantStore(new StoreTables(name => world.Tables[name])).CreateAsync(
            new Tenant(tenant.Id, TenantState.Active, 1, world.Time.GetUtcNow()), general, "seed", CancellationToken.None))
            world.Fail($"{tenant.Id} could not be registered.");
        if (tenant.Random.Chance(0.4))
            await SetGuardAsync(new(new GuardRule(tenant.Random.Below(6), tenant.Random.Below(20), tenant.Random.Pick([GuardRule.All, GuardRule.Any]))));
        foreach (var team in tenant.Directory.ActiveTeams.Where(team => !tenant.Groups.Values.Contains(team.Id)).ToList())
        {
            if (tenant.Random.Chance(0.8))
                await CreateServiceAsync(team.Id);
        }
    }

    /// <summary>Makes a service for a team that has none, or deletes one.</summary>
    public async Task ActAsync()
    {
        var services = tenant.Groups.Keys.Where(id => !id.StartsWith(ServiceStore.AdministratorsPrefix, StringComparison.Ordinal)).ToList();
        var free = tenant.Directory.ActiveTeams.Where(team => !tenant.Groups.Values.Contains(team.Id)).ToList();
        if (free.Count > 0 && tenant.Random.Chance(0.6))
            await CreateServiceAsync(tenant.Random.Pick(free).Id);
        else if (services.Count > 0)
            await DeleteServiceAsync(tenant.Random.Pick(services));
    }

    /// <summary>Approves what is held: all of it, or of each plan the half.</summary>
    public async Task ApproveAsync(bool all)
    {
        foreach (var plan in await instance.Desk.ListHeldAsync(tenant.Id, CancellationToken.None))
        {
            if (await instance.Desk.FindAsync(tenant.Id, plan.Hash, CancellationToken.None) is not { Waiting.Count: > 0 } found)
                continue;
            var users = found.Waiting.Select(removal => removal.UserId).Distinct().Where(_ => all || tenant.Random.Chance(0.5)).ToHashSet();
            world.Trace.Add($"admin approves {users.Count} users of plan {plan.Hash}: {string.Join(' ', plan.Reasons.Select(reason => reason.Text))}");
            await instance.Desk.ApproveAsync(
                tenant.Id, found.Plan, [.. found.Waiting.Where(removal => users.Contains(removal.UserId))], "admin", CancellationToken.None);
        }
    }

    private async Task CreateServiceAsync(Guid team)
    {
        var id = $"service{++made}";
        var body = new ServiceBody(id, $"{id}@nimbus.example", id, "MsTeams", team.ToString("D"));
        var service = ServiceChange.Create(id, body, "unit", "TeamOwner", world.Time.GetUtcNow());
        world.Trace.Add($"admin creates {id} for {team}");
        tenant.Away.Note();
        // Its team may still belong to a service that is being deleted.
        if (await instance.Services.CreateAsync(tenant.Id, service, CancellationToken.None) is not null)
            return;
        tenant.AddService(id, team);
        tenant.Away.Note();
        await LookAtAsync(id);
    }

    private async Task DeleteServiceAsync(string id)
    {
        world.Trace.Add($"admin deletes {id}");
        while (await instance.Services.FindAsync(tenant.Id, id, CancellationToken.None) is { } stored)
        {
            tenant.Away.Note();
            if (await instance.Services.ReplaceAsync(
                tenant.Id, stored, stored.Service with { State = ServiceState.PendingDeletion }, CancellationToken.None) is not null)
                continue;
            tenant.RemoveService(id);
            await LookAtAsync(id);
            return;
        }
    }

    /// <summary>A guard that strikes in days as small as these.</summary>
    private async Task SetGuardAsync(GuardSection guard)
    {
        world.Trace.Add($"admin sets {guard.Default}");
        var json = JsonSerializer.Serialize(guard, NimbusJson.Default.GuardSection);
        await new SettingsStore(new StoreTables(name => world.Tables[name]), world.Time)
            .WriteAsync(tenant.Id, SettingsCatalogue.Removals, json, 0, "admin", CancellationToken.None);
    }

    private async Task LookAtAsync(string service)
    {
        await instance.Hints.AddAsync(tenant.Id, [new(HintKind.Service, service, Full: true)], CancellationToken.None);
        await instance.Scheduler.QueueNowAsync(tenant.Id, CancellationToken.None);
    }
}
