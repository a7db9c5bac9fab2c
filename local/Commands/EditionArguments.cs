using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NimbusFunctions.Local.Engine;
using NimbusFunctions.Local.Past;

namespace NimbusFunctions.Local.Commands;

/// <summary>The options that say how large the simulated tenants are and where the parts listen.</summary>
internal sealed class EditionArguments
{
    // The library takes null for a value that is missing.
    private static readonly TimeSpan NoEngine = TimeSpan.MinValue;

    private static readonly LocalEditionOptions Defaults = new();

    private readonly Option<int> port = Port(LocalEditionOptions.PortOption, Defaults.Port, "Where the API answers.");
    private readonly Option<int> simulatorPort = Port(LocalEditionOptions.SimulatorPortOption, Defaults.SimulatorPort, "The simulated Entra and Graph, http, with /_control.");
    private readonly Option<int> simulatorHttpsPort = Port(LocalEditionOptions.SimulatorHttpsPortOption, Defaults.SimulatorHttpsPort, "The simulated Entra and Graph, https.");
    private readonly Option<int> azuritePort = Port(LocalEditionOptions.AzuritePortOption, Defaults.AzuritePort, "The table emulator.");
    private readonly Option<int> brokerPort = Port(LocalEditionOptions.BrokerPortOption, Defaults.BrokerPort, "The broker of the queues.");
    private readonly Option<string?> state = new(LocalEditionOptions.StateOption) { Description = "Keeps everything in this folder between runs; without it nothing is kept.", HelpName = "DIR" };
    private readonly Option<TimeSpan> engine = EngineOption();
    private readonly Option<bool> noServices = new("--no-services") { Description = "Registers no services: that is left to the API." };
    private readonly Option<int> users = Whole("--users", Defaults.Users, 1, 1_000_000, "Users in each tenant's directory.");
    private readonly Option<int> teams = Whole("--teams", Defaults.Teams, 0, 10_000, "Teams in each tenant.");
    private readonly Option<int> tenants = Whole("--tenants", Defaults.Tenants, 1, 500, "Simulated tenants.");
    private readonly Option<int> seed = Whole("--seed", Defaults.Seed, 0, int.MaxValue, "The directories follow from it.");
    private readonly Option<int> historyDays = Whole("--history-days", Defaults.HistoryDays, 0, PastDays.Most, "Gives the tenants a history of so many days.");
    private readonly Option<string?> appRoot = new("--app-root") { Hidden = true };

    /// <summary>Adds the options that every command with an edition of its own has.</summary>
    public void AddSizeTo(Command command)
    {
        foreach (var option in (Option[])[users, teams, seed, tenants, appRoot])
            command.Options.Add(option);
    }

    /// <summary>Adds ports and state, for an edition that others are meant to find.</summary>
    public void AddPlacesTo(Command command)
    {
        foreach (var option in (Option[])[port, simulatorPort, simulatorHttpsPort, azuritePort, brokerPort, engine, noServices, historyDays, state])
            command.Options.Add(option);
    }

    /// <summary>What the command line says, with the size and the app only: everything on free ports, nothing kept.</summary>
    public LocalEditionOptions ReadSize(ParseResult parsed) => LocalEditionOptions.OnFreePorts with
    {
        Users = parsed.GetValue(users),
        Teams = parsed.GetValue(teams),
        Tenants = parsed.GetValue(tenants),
        Seed = parsed.GetValue(seed),
        AppRoot = parsed.GetValue(appRoot),
    };

    /// <summary>All that the command line says.</summary>
    public LocalEditionOptions Read(ParseResult parsed) => ReadSize(parsed) with
    {
        Port = parsed.GetValue(port),
        SimulatorPort = parsed.GetValue(simulatorPort),
        SimulatorHttpsPort = parsed.GetValue(simulatorHttpsPort),
        AzuritePort = parsed.GetValue(azuritePort),
        BrokerPort = parsed.GetValue(brokerPort),
        HandleTime = parsed.GetValue(engine) is var handleTime && handleTime == NoEngine ? null : handleTime,
        HistoryDays = parsed.GetValue(historyDays),
        RegisterServices = !parsed.GetValue(noServices),
        StateDirectory = parsed.GetValue(state),
    };

    private static Option<int> Port(string name, int otherwise, string description) =>
        Whole(name, otherwise, 0, 65535, $"{description} 0 takes a free port.", "PORT");

    private static Option<int> Whole(string name, int otherwise, int min, int max, string description, string helpName = "N") => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Parse(result, name, min, max),
    };

    private static Option<TimeSpan> EngineOption() => new("--engine")
    {
        Description = "How long the engine works on a task, in seconds; off starts none.",
        HelpName = "SECONDS|off",
        DefaultValueFactory = _ => Defaults.HandleTime ?? NoEngine,
        CustomParser = result => result.Tokens is [{ Value: "off" }]
            ? NoEngine
            : TimeSpan.FromSeconds(Parse(result, "--engine", 0, (int)EnginePace.LongestHandleTime.TotalSeconds)),
    };

    private static int Parse(ArgumentResult result, string name, int min, int max)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
            return value;

        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}': it must be a whole number from {min} to {max}."));
        return min;
    }
}
