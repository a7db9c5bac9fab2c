using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Connector;

/// <summary>Calls the app as the package describes its operations, and holds what is answered against it.</summary>
internal sealed class PackageScene : IAsyncDisposable
{
    public const string Upn = "sales@a.example";
    private readonly ApiHouse house;
    private readonly HttpClient flow;
    private readonly HashSet<string> called = [];
    private readonly List<string> faults = [];

    private PackageScene(ApiHouse house, HttpClient flow) => (this.house, this.flow) = (house, flow);

    public IReadOnlySet<string> Called => called;

    public IReadOnlyList<string> Faults => faults;

    /// <summary>A tenant with a service; the flow's connection is that of an administrator.</summary>
    public static async Task<PackageScene> StartAsync()
    {
        var house = await ApiHouse.StartAsync();
        using var system = house.System();
        (await system.CallAsync(
            HttpMethod.Put, $"v1/tenants/{ApiHouse.Tenant}/services/sales",
            $$"""{"upn":"{{Upn}}","displayName":"Sales","assignmentType":"None","licence":"ContactCenter","modalities":["Outbound","ExternalTask"]}""")).IsOk(HttpStatusCode.Created);
        return new(house, await house.AsAsync(Role.TenantAdministrator));
    }

    /// <param name="operationId">The operation.</param>
    /// <param name="body">As JSON; null: none.</param>
    /// <param name="place">What stands in the path, but for the tenant and the service.</param>
    /// <param name="query">The query.</param>
    /// <returns>What it answered; undefined where that is a status alone.</returns>
    public async Task<JsonElement> CallAsync(string operationId, string? body = null, string place = "", string query = "")
    {
        var operation = SwaggerDocument.Package.Operations.Single(operation => operation.Id == operationId);
        called.Add(operationId);
        var path = operation.In("path").Aggregate(operation.Path, (path, parameter) => parameter.GetProperty("name").GetString()! switch
        {
            "tenant" => path.Replace("{tenant}", ApiHouse.Tenant, StringComparison.Ordinal),
            "service" => path.Replace("{service}", "sales", StringComparison.Ordinal),
            var name => path.Replace($"{{{name}}}", place, StringComparison.Ordinal),
        });
        using var call = new HttpRequestMessage(new HttpMethod(operation.Verb.ToUpperInvariant()), $"{path.TrimStart('/')}?{query}")
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        using var answer = await flow.SendAsync(call, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var success = operation.Node.GetProperty("responses").EnumerateObject().Single(declared => declared.Name[0] == '2').Name;
        Assert.True($"{(int)answer.StatusCode}" == success, $"{operation}: {(int)answer.StatusCode} {text}");
        if (operation.Answer is not { } schema)
        {
            faults.AddRange(text.Length == 0 ? [] : [$"{operation} answers {text}"]);
            return default;
        }

        var json = JsonDocument.Parse(text).RootElement;
        faults.AddRange(AnswerFaults.Of(operation.Document, $"{operation}", schema, json));
        return json;
    }

    public async ValueTask DisposeAsync()
    {
        flow.Dispose();
        await house.DisposeAsync();
    }
}
