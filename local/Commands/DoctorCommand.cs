using System.CommandLine;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using Spectre.Console;

namespace NimbusFunctions.Local.Commands;

/// <summary><c>doctor</c>: all checks of the tenants of a running local edition, as a table.</summary>
internal static class DoctorCommand
{
    public static Command Create(LocalConsole console)
    {
        Option<string?> tenant = new("--tenant") { Description = "The tenant's id, name or domain; all of them when left out.", HelpName = "T" };
        var api = AddressOption.Of("--api", new LocalEditionOptions().Port, "Where the API answers.");
        var simulator = AddressOption.Of("--simulator", new LocalEditionOptions().SimulatorPort, "Where the simulated tenants are.");
        Command doctor = new("doctor", "Runs all checks of the tenants of a running local edition and prints one table; 1 where something has to be done.")
        {
            tenant, api, simulator,
        };
        doctor.SetAction((parsed, stop) => RunAsync(
            new(parsed.GetValue(api)!), new(parsed.GetValue(simulator)!), parsed.GetValue(tenant), console, stop));
        return doctor;
    }

    private static async Task<int> RunAsync(Uri api, Uri simulator, string? tenant, LocalConsole console, CancellationToken stop)
    {
        using var simulated = LoopbackHttp.Create(simulator);
        using var http = LoopbackHttp.Create(api);
        ControlClient control = new(simulated);
        var ok = true;
        try
        {
            List<ControlTenant> tenants = [.. (await control.TenantsAsync(stop)).Where(one => tenant is null || one.IsCalled(tenant))];
            if (tenants.Count == 0)
                throw new LocalEditionException($"There is no simulated tenant '{tenant}'.");
            foreach (var one in tenants)
            {
                var token = await control.TokenAsync(one.Id, null, [LocalEdition.SystemAdministrator], stop);
                if (await new JsonCalls(http, () => token).FindAsync<ApiDoctor>($"v1/tenants/{one.Id}/doctor", stop) is not { } found)
                {
                    // It was off-boarded, or never registered: nothing to do, unless somebody asked for it.
                    console.Line($"{one.Domain} ({one.Id}): it is not registered with the edition at {api.GetLeftPart(UriPartial.Authority)}.");
                    ok &= tenant is null;
                    continue;
                }

                console.Show(TableOf(one, found));
                ok &= found.Ok;
            }
        }
        catch (HttpRequestException e)
        {
            throw new LocalEditionException("No local edition answers: start 'dotnet run --project local', or name its addresses with --api and --simulator.", e);
        }

        return ok ? 0 : 1;
    }

    private static Table TableOf(ControlTenant tenant, ApiDoctor found)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new(Markup.Escape($"{tenant.Domain} ({tenant.Id})")) }.AddColumns("check", "", "result", "says");
        foreach (var check in found.Value)
            table.AddRow(Markup.Escape(check.Name), check.Ok ? "ok" : "WRONG", Markup.Escape(check.Result), Markup.Escape(check.Says));
        return table;
    }
}
