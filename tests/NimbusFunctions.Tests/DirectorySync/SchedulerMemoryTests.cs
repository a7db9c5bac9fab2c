using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Messaging;
using NimbusFunctions.Storage;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tests.Api;
using NimbusFunctions.Tests.Operations;

namespace NimbusFunctions.Tests.DirectorySync;

/// <summary>A process without memory is no trouble of a tenant: it has to end, not to go through all the others.</summary>
public sealed class SchedulerMemoryTests
{
    [Fact]
    public async Task QueueDueAsync_WithoutMemory_IsThrown()
    {
        await using var house = await ApiHouse.StartAsync();

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => Scheduler(house).QueueDueAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task QueueAllAsync_WithoutMemory_IsThrown()
    {
        await using var house = await ApiHouse.StartAsync();
        var audits = new AuditScheduler(
            Tenants(house), house.Services.GetRequiredService<SyncStateStore>(), Scheduler(house), TimeProvider.System, NullLogger<AuditScheduler>.Instance);

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => audits.QueueAllAsync(TestContext.Current.CancellationToken));
    }

    private static SyncScheduler Scheduler(ApiHouse house) => new(
        Tenants(house), house.Services.GetRequiredService<SyncStateStore>(), house.Services.GetRequiredService<QueueSender>(), TimeProvider.System,
        NullLogger<SyncScheduler>.Instance);

    private static TenantStore Tenants(ApiHouse house) => new(new StoreTables(name =>
        name == "Tenants" ? new StalledTable(house.Tables.Tenants, partition => partition == ApiHouse.Tenant ? throw new InsufficientMemoryException() : false) : house.Tables.Open(name)));
}
