using NimbusFunctions.Directory.Services;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;
using NimbusFunctions.Tasks.Connector;

namespace NimbusFunctions.Tests.TasksSurface;

public class ServicesByUpnTests
{
    private readonly ManualTimeProvider time = new();
    private readonly ServiceStore services;
    private readonly ServicesByUpn byUpn;

    public ServicesByUpnTests()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        var tables = new StoreTables(name => memory[name]);
        services = new(tables);
        byUpn = new(tables, services, time);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Find_UpnInAnyCase_IsTheService()
    {
        await services.CreateAsync("t", Bodies.Service, Stop);

        Assert.Equal("sales", (await byUpn.FindAsync("t", "SALES@contoso.example", Stop))?.Id);
        Assert.Null(await byUpn.FindAsync("other", "sales@contoso.example", Stop));
    }

    [Fact]
    public async Task Find_ChangedService_IsSeenAfterThreeSeconds()
    {
        await services.CreateAsync("t", Bodies.Service, Stop);
        await byUpn.FindAsync("t", Bodies.Service.Upn, Stop);
        var stored = await services.FindAsync("t", "sales", Stop);
        await services.ReplaceAsync("t", stored!, stored!.Service with { State = ServiceState.TeamGone }, Stop);

        time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(ServiceState.Operational, (await byUpn.FindAsync("t", Bodies.Service.Upn, Stop))!.State);
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(ServiceState.TeamGone, (await byUpn.FindAsync("t", Bodies.Service.Upn, Stop))!.State);
    }

    [Fact]
    public async Task Find_NewService_IsSeenAtOnce()
    {
        Assert.Null(await byUpn.FindAsync("t", Bodies.Service.Upn, Stop));
        await services.CreateAsync("t", Bodies.Service, Stop);

        Assert.NotNull(await byUpn.FindAsync("t", Bodies.Service.Upn, Stop));
    }
}
