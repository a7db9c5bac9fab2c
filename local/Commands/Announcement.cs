using System.Globalization;
using NimbusFunctions.Local.Simulator;
using Spectre.Console;

namespace NimbusFunctions.Local.Commands;

/// <summary>What stands where, and how to begin; the last line is for scripts that wait for it.</summary>
internal static class Announcement
{
    public static void Show(LocalEdition edition, LocalConsole console)
    {
        console.Show(Addresses(edition));
        console.Show(Tenants(edition.Simulator));
        if (edition.Simulator.Tenants is [var first, ..])
        {
            console.Line($"A token:  dotnet run --project local -- token --tenant {first.Domain} --user {first.AdminUpn}{SimulatorOption(edition.Simulator)}");
            console.Line($"A call:   curl -H \"Authorization: Bearer $TOKEN\" {Plain(edition.Api)}/v1/tenants/{first.Id}/users");
        }

        console.Line($"ready {Plain(edition.Api)}");
    }

    private static Table Addresses(LocalEdition edition)
    {
        var table = New("what", "address");
        foreach (var (host, number) in edition.Hosts.Select((host, number) => (host, number)))
            table.AddRow(number == 0 ? "API" : string.Create(CultureInfo.InvariantCulture, $"API, host {number + 1}"), Plain(host.Address));

        table.AddRow("Operators' page", $"{Plain(edition.Api)}/ops");
        table.AddRow("Simulated Graph", $"{Plain(edition.Simulator.HttpsAddress)}/v1.0");
        table.AddRow("Simulated Entra", Plain(edition.Simulator.HttpsAddress));
        table.AddRow("The same, http", Plain(edition.Simulator.HttpAddress));
        table.AddRow("Control of the simulation", $"{Plain(edition.Simulator.HttpAddress)}/_control/tenants");
        table.AddRow("Broker of the queues", Plain(edition.Broker.Address));
        table.AddRow("Tables", Plain(edition.Azurite.Address));
        return table;
    }

    private static Table Tenants(SimulatorServer simulator)
    {
        // More than a screenful helps nobody; /_control/tenants has them all.
        const int Shown = 10;
        var table = New("tenant", "id", "administrator", "teams");
        foreach (var tenant in simulator.Tenants.Take(Shown))
            table.AddRow(Markup.Escape(tenant.Name), tenant.Id, Markup.Escape(tenant.AdminUpn), tenant.Teams.Count.ToString(CultureInfo.InvariantCulture));
        if (simulator.Tenants.Count > Shown)
            table.AddRow(string.Create(CultureInfo.InvariantCulture, $"and {simulator.Tenants.Count - Shown} more"), "", "", "");

        return table;
    }

    private static Table New(params string[] columns) => new Table { Border = TableBorder.Rounded }.AddColumns(columns);

    private static string SimulatorOption(SimulatorServer simulator) =>
        simulator.HttpAddress.Port == new LocalEditionOptions().SimulatorPort ? "" : $" --simulator {Plain(simulator.HttpAddress)}";

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);
}
