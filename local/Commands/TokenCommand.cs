using System.CommandLine;
using System.Globalization;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Local.Commands;

/// <summary><c>token</c>: a bearer token from a running simulator, and nothing else, so that a script can use it.</summary>
internal static class TokenCommand
{
    public static Command Create(LocalConsole console)
    {
        Option<string> tenant = new("--tenant") { Description = "The tenant's id, name or domain.", HelpName = "T", Required = true };
        Option<string?> user = new("--user") { Description = "A user's principal name.", HelpName = "UPN" };
        Option<string[]> app = new("--app") { Description = $"An app role of a daemon instead, such as {LocalEdition.SystemAdministrator}.", HelpName = "ROLE" };
        Option<string> simulator = new("--simulator")
        {
            Description = "Where the simulated tenants are.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{new LocalEditionOptions().SimulatorPort}"),
        };
        Command token = new("token", "Prints a bearer token that the API accepts, from a running local edition.") { tenant, user, app, simulator };
        token.Validators.Add(result =>
        {
            if (result.GetValue(user) is not null == result.GetValue(app) is { Length: > 0 })
                result.AddError("Give either --user UPN or --app ROLE.");

            // Null where the default stands.
            if (result.GetValue(simulator) is { } text && Address(text) is null)
                result.AddError("--simulator must be an address of this machine, such as http://127.0.0.1:7072.");
        });
        token.SetAction(async (parsed, stop) =>
        {
            var address = Address(parsed.GetValue(simulator))!;
            console.Line(await AskAsync(address, parsed.GetRequiredValue(tenant), parsed.GetValue(user), parsed.GetValue(app), stop));
            return 0;
        });
        return token;
    }

    private static async Task<string> AskAsync(Uri simulator, string tenant, string? user, string[]? app, CancellationToken stop)
    {
        using var http = LoopbackHttp.Create(simulator);
        ControlClient control = new(http);
        try
        {
            var all = await control.TenantsAsync(stop);
            var found = all.FirstOrDefault(one => one.IsCalled(tenant))
                ?? throw new LocalEditionException($"There is no simulated tenant '{tenant}'; there are {string.Join(", ", all.Take(10).Select(one => one.Domain))}.");
            return await control.TokenAsync(found.Id, user, app, stop);
        }
        catch (HttpRequestException e)
        {
            throw new LocalEditionException($"No simulator answers at {simulator.GetLeftPart(UriPartial.Authority)}: start 'dotnet run --project local', or name its address with --simulator.", e);
        }
    }

    private static Uri? Address(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.IsLoopback && address.Scheme is "http" or "https" ? address : null;
}
