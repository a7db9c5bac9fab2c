using System.CommandLine;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class EditionArgumentsTests
{
    [Fact]
    public void Read_NothingGiven_TheDocumentedDefaults()
    {
        var options = Read("");

        Assert.Equal(new LocalEditionOptions(), options, Same);
        Assert.Equal((7071, 7072, 7074, 10002, 7073), (options.Port, options.SimulatorPort, options.SimulatorHttpsPort, options.AzuritePort, options.BrokerPort));
        Assert.Equal((2000, 40, 1, 1), (options.Users, options.Teams, options.Seed, options.Tenants));
        Assert.True(options.RegisterServices);
        Assert.Equal(TimeSpan.FromSeconds(20), options.HandleTime);
        Assert.Null(options.StateDirectory);
    }

    [Fact]
    public void Read_EverythingGiven_IsWhatWasGiven()
    {
        var options = Read("--port 1 --simulator-port 2 --simulator-https-port 3 --azurite-port 4 --broker-port 0 --users 60 --teams 4 --seed 9 --tenants 3 --engine 7 --no-services --state /tmp/s --app-root /tmp/a");

        Assert.Equal((1, 2, 3, 4, 0), (options.Port, options.SimulatorPort, options.SimulatorHttpsPort, options.AzuritePort, options.BrokerPort));
        Assert.Equal((60, 4, 9, 3), (options.Users, options.Teams, options.Seed, options.Tenants));
        Assert.False(options.RegisterServices);
        Assert.Equal(TimeSpan.FromSeconds(7), options.HandleTime);
        Assert.Equal(("/tmp/s", "/tmp/a"), (options.StateDirectory, options.AppRoot));
    }

    [Fact]
    public void Read_EngineOff_StartsNone() => Assert.Null(Read("--engine off").HandleTime);

    [Fact]
    public void ReadSize_Always_EveryPortIsAFreeOneAndNothingIsKept()
    {
        var arguments = new EditionArguments();
        var command = new Command("demo");
        arguments.AddSizeTo(command);

        var options = arguments.ReadSize(command.Parse("--users 60"));

        Assert.Equal(60, options.Users);
        Assert.All((int[])[options.Port, options.SimulatorPort, options.SimulatorHttpsPort, options.AzuritePort, options.BrokerPort], port => Assert.Equal(0, port));
        Assert.Null(options.StateDirectory);
    }

    private static bool Same(LocalEditionOptions one, LocalEditionOptions other) => one with { AppSettings = other.AppSettings } == other;

    private static LocalEditionOptions Read(string line)
    {
        var arguments = new EditionArguments();
        var command = new Command("up");
        arguments.AddPlacesTo(command);
        arguments.AddSizeTo(command);
        var parsed = command.Parse(line);
        Assert.Empty(parsed.Errors);
        return arguments.Read(parsed);
    }
}
