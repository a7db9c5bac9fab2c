using System.Globalization;
using System.Net;

namespace NimbusFunctions.Graph;

/// <summary>
/// Lets a tenant's requests pass as the budget allows, each try of them: whatever Graph answers, it has counted it.
/// </summary>
internal sealed class GraphBudgetHandler(GraphBudget budget, string tenant, GraphPriority priority, GraphUse? use) : DelegatingHandler
{
    public const string PriorityHeader = "x-ms-throttle-priority";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var items = await BatchItems.ReadAsync(request, cancellationToken);
        var estimated = GraphUnits.Estimate(request, items);
        await budget.SpendAsync(tenant, estimated, use, cancellationToken);
        request.Headers.Remove(PriorityHeader);
        request.Headers.Add(PriorityHeader, (use?.Priority ?? priority).ToString());
        var response = await base.SendAsync(request, cancellationToken);
        // What a batch's own header counts is not documented; its items are corrected where they are read.
        if (items is null && GraphUnits.Said(response) is { } actual)
            budget.Correct(tenant, estimated, actual);
        if (response.StatusCode == HttpStatusCode.TooManyRequests || GraphUnits.IsNearLimit(response))
            budget.SlowDown(tenant);
        return response;
    }
}

/// <summary>Reads what requests and answers say about resource units.</summary>
internal static class GraphUnits
{
    public const string UnitsHeader = "x-ms-resource-unit";
    public const string PercentageHeader = "x-ms-throttle-limit-percentage";

    // Graph: "Throttling limits": the header comes from 0.8 of the limit on.
    private const double NearLimit = 0.8;

    public static int Estimate(HttpRequestMessage request, IReadOnlyList<BatchItem>? items) =>
        items?.Sum(item => RequestCost.Of(item.Method, item.Url))
        ?? RequestCost.Of(request.Method.Method, request.RequestUri?.PathAndQuery ?? "");

    /// <summary>What an answer says that it cost; null where it does not say.</summary>
    public static int? Said(HttpResponseMessage response) =>
        Header(response, UnitsHeader) is { } text ? Units(text) : null;

    public static int? Units(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? units : null;

    public static bool IsNearLimit(HttpResponseMessage response) => IsNearLimit(Header(response, PercentageHeader));

    public static bool IsNearLimit(string? percentage) =>
        double.TryParse(percentage, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var used) && used >= NearLimit;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
