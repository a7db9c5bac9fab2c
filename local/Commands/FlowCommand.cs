using System.CommandLine;
using System.Globalization;
using NimbusFunctions.Local.Flows;

namespace NimbusFunctions.Local.Commands;

/// <summary><c>flow</c>: plays a flow of a file against a running local edition, as Power Automate would.</summary>
internal static class FlowCommand
{
    private const int Fastest = 1000;

    public static Command Create(LocalConsole console)
    {
        Argument<string> file = new("FILE") { Description = "The flow, as docs/flows.md describes it." };
        Option<string?> tenant = new("--tenant") { Description = "The tenant's id, name or domain; left out, what the file says, or the first.", HelpName = "T" };
        Option<string?> user = new("--user") { Description = "Whose connection the flow uses; left out, what the file says, or the tenant's administrator.", HelpName = "UPN" };
        var api = AddressOption.Of("--api", new LocalEditionOptions().Port, "Where the API answers.");
        var simulator = AddressOption.Of("--simulator", new LocalEditionOptions().SimulatorPort, "Where the simulated tenants are.");
        var faster = Faster();
        Command flow = new("flow", "Plays a flow of a file against a running local edition, resending as Power Automate does; 1 where a step fails.")
        {
            file, tenant, user, api, simulator, faster,
        };
        flow.SetAction((parsed, stop) => RunAsync(
            parsed.GetRequiredValue(file),
            new(parsed.GetValue(api)!),
            new(parsed.GetValue(simulator)!),
            (parsed.GetValue(tenant), parsed.GetValue(user)),
            new(parsed.GetValue(faster)),
            console,
            stop));
        return flow;
    }

    private static async Task<int> RunAsync(
        string path, Uri api, Uri simulator, (string? Tenant, string? User) who, ResendPolicy policy, LocalConsole console, CancellationToken stop)
    {
        var file = FlowReader.Read(path, await File.ReadAllTextAsync(path, stop), out var faults);
        foreach (var fault in faults)
            console.Error($"{path}: {fault}");
        if (file is null)
            return 1;

        using var connection = await ConnectAsync(api, simulator, who.Tenant ?? file.Tenant, who.User ?? file.User, stop);
        var outcome = await new FlowPlayer(connection, policy, TimeProvider.System).PlayAsync(file, console.Line, stop);
        if (outcome.Fault is { } wrong)
        {
            console.Error($"{path}: {wrong}");
            return 1;
        }

        console.Line(string.Create(CultureInfo.InvariantCulture, $"done: {outcome.Steps.Count} steps, all as the file expects"));
        return 0;
    }

    private static async Task<FlowConnection> ConnectAsync(Uri api, Uri simulator, string? tenant, string? user, CancellationToken stop)
    {
        try
        {
            // Asked once before the flow begins: against what is not there, its resends would only take their time.
            using var front = LoopbackHttp.Create(api);
            using var _ = await front.GetAsync(new Uri("v1/diagnostics/testconnection", UriKind.Relative), stop);
            using var http = LoopbackHttp.Create(simulator);
            return await FlowConnection.OpenAsync(api, new(http), tenant, user, stop);
        }
        catch (HttpRequestException e)
        {
            throw new LocalEditionException("No local edition answers: start 'dotnet run --project local', or name its addresses with --api and --simulator.", e);
        }
    }

    private static Option<int> Faster()
    {
        Option<int> option = new("--faster")
        {
            Description = "Makes the pauses before resends so many times shorter; 1 are those of Power Automate.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0
                && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Fastest))
                result.AddError($"--faster must be a whole number from 1 to {Fastest}.");
        });
        return option;
    }
}
