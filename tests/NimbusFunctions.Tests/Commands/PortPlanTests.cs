using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class PortPlanTests
{
    [Fact]
    public void Check_OnlyFreePorts_SaysNothing() => PortPlan.Of(LocalEditionOptions.OnFreePorts).Check();

    [Fact]
    public void Check_PortTaken_NamesPortAndOption()
    {
        using var taken = new TakenPort();

        var failure = Assert.Throws<LocalEditionException>(() => PortPlan.Of(LocalEditionOptions.OnFreePorts with { BrokerPort = taken.Number }).Check());

        Assert.Equal($"Port {taken.Number} is taken: choose another with --broker-port, or 0 for a free one.", failure.Message);
    }

    [Fact]
    public void Check_OnePortTwice_NamesBothOptions()
    {
        var failure = Assert.Throws<LocalEditionException>(() => PortPlan.Of(LocalEditionOptions.OnFreePorts with { Port = 9, AzuritePort = 9 }).Check());

        Assert.StartsWith("--port and --azurite-port both ask for port 9:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GuardAsync_StartFailsBecauseSomebodyWasFaster_NamesTheOption()
    {
        using var taken = new TakenPort();
        var ports = PortPlan.Of(LocalEditionOptions.OnFreePorts with { AzuritePort = taken.Number });

        var failure = await Assert.ThrowsAsync<LocalEditionException>(
            () => ports.GuardAsync(LocalEditionOptions.AzuritePortOption, Task.FromException<int>(new IOException("in use"))));

        Assert.Contains("--azurite-port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GuardAsync_StartFailsForAnotherReason_LeavesItAlone() => await Assert.ThrowsAsync<IOException>(
        () => PortPlan.Of(LocalEditionOptions.OnFreePorts).GuardAsync(LocalEditionOptions.AzuritePortOption, Task.FromException<int>(new IOException("no disk"))));
}
