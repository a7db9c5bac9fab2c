using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Tries the filter of the contact search against the directory, and counts whom it finds.</summary>
internal sealed class FilterCheck(GraphTrial graph) : ITenantCheck
{
    public const string CheckName = "graph-filter";

    private static readonly string[] Id = ["id"];

    public string Name => CheckName;

    public async Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation)
    {
        if ((request.Given.Filter ?? request.Read(SettingsCatalogue.AttendantConsole).GraphFilter) is not { Length: > 0 } filter)
            return CheckFinding.Off("There is no filter: the contact search goes over the whole directory.");
        if (FilterText.Fault(filter) is { } fault)
            return CheckFinding.Wrong("not-a-filter", fault);
        return await graph.RunAsync(request.Tenant, "User.Read.All", async client =>
        {
            var everybody = await CountAsync(client, null, cancellation);
            try
            {
                return Of(await CountAsync(client, filter, cancellation), everybody);
            }
            catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status400BadRequest)
            {
                return CheckFinding.Wrong("refused", $"Graph refuses the filter: {GraphTrial.MessageOf(failure)}", new() { ["filter"] = filter });
            }
        }, cancellation);
    }

    /// <summary>A pure decision.</summary>
    /// <param name="found">Whom the filter finds; null: Graph did not count.</param>
    /// <param name="everybody">How many users there are; null: Graph did not count.</param>
    public static CheckFinding Of(long? found, long? everybody)
    {
        var detail = new JsonObject { ["found"] = found, ["users"] = everybody };
        return (found, everybody) switch
        {
            // Graph: "Advanced query capabilities": some combinations fail silently, and then there is no @odata.count.
            (null, _) or (_, null) => CheckFinding.Wrong(
                "not-counted", "Graph answered without a count, as it does where it passes over a filter that it cannot carry out. Take the filter apart, and try each part.", detail),
            (0, _) => CheckFinding.Wrong("nobody", "Graph accepts the filter, and it finds nobody: the contact search would be empty.", detail),
            _ when found == everybody => CheckFinding.Wrong(
                "everybody", "Graph accepts the filter, and it finds everybody: either Graph passes over it, or it narrows nothing. Empty it, or mend it.", detail),
            _ => CheckFinding.Works(string.Create(CultureInfo.InvariantCulture, $"It finds {found} of {everybody} users."), detail),
        };
    }

    /// <summary>endsWith, ne and not need the header and the count; where they are not needed they are harmless.</summary>
    private static async Task<long?> CountAsync(GraphServiceClient client, string? filter, CancellationToken cancellation) =>
        (await client.Users.GetAsync(
            get =>
            {
                get.Headers.Add("ConsistencyLevel", "eventual");
                (get.QueryParameters.Filter, get.QueryParameters.Count, get.QueryParameters.Top, get.QueryParameters.Select) = (filter, true, 1, Id);
            },
            cancellation))?.OdataCount;
}
