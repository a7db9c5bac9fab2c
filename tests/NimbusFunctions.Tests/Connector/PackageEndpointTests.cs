using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NimbusFunctions.Access;
using NimbusFunctions.Tests.Access;
using NimbusFunctions.Tests.Api;

namespace NimbusFunctions.Tests.Connector;

public sealed partial class PackageEndpointTests
{
    // Below these the app has nothing that is not for flows.
    private static readonly string[] Families = ["v1/ExternalTasks", "v1/scheduler-entries", "v1/triggers", "v1/tasks", "v1/diagnostics", "v2/AddressBooks"];

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Place { get; }

    /// <summary>Letter by letter: what stands in a flow is sent as it is.</summary>
    [Fact]
    public async Task Operations_OfThePackage_AreEndpointsOfTheApp()
    {
        await using var house = await ApiHouse.StartAsync();

        var endpoints = Endpoint.AllOf(house).Select(endpoint => Written(endpoint.Method.Method, endpoint.Pattern)).ToHashSet();

        Assert.Empty(SwaggerDocument.Package.Operations.Where(operation => !endpoints.Contains(Written(operation.Verb, operation.Path))).Select(operation => $"{operation}"));
    }

    [Fact]
    public async Task Endpoints_ForFlows_AreOperationsOfThePackage()
    {
        await using var house = await ApiHouse.StartAsync();

        var operations = SwaggerDocument.Package.Operations.Select(operation => Written(operation.Verb, operation.Path)).ToHashSet();
        var forFlows = Endpoint.AllOf(house).Where(endpoint => Families.Any(family => $"{endpoint.Pattern}/".StartsWith($"{family}/", StringComparison.Ordinal)));

        Assert.Empty(forFlows.Select(endpoint => Written(endpoint.Method.Method, endpoint.Pattern)).Except(operations));
    }

    /// <summary>A call with nothing that is not required is refused, and names exactly what is.</summary>
    [Fact]
    public async Task RequiredFields_OfThePackage_AreThoseThatTheAppMisses()
    {
        await using var house = await ApiHouse.StartAsync();
        using var client = await house.AsAsync(Role.TenantAdministrator);

        foreach (var operation in SwaggerDocument.Package.Operations.Where(operation => operation.Body is not null))
        {
            var (body, required) = Emptiest(operation.Document, operation.Body!.Value);
            if (required.Count > 0)
                Assert.Equal((operation.Id, string.Join(' ', required.Order())), (operation.Id, string.Join(' ', (await RefusedAsync(client, operation, "", body)).Order())));
        }
    }

    /// <summary>Beside a parameter that nobody knows those of the package pass.</summary>
    [Fact]
    public async Task QueryParameters_OfThePackage_AreKnownToTheApp()
    {
        await using var house = await ApiHouse.StartAsync();
        using var client = await house.AsAsync(Role.TenantAdministrator);

        foreach (var operation in SwaggerDocument.Package.Operations.Where(operation => operation.In("query").Any(parameter => Sample(parameter) is not null)))
        {
            var query = string.Join('&', operation.In("query").Where(parameter => Sample(parameter) is not null)
                .Select(parameter => $"{parameter.GetProperty("name").GetString()}={Sample(parameter)}").Append("nobodyKnows=1"));
            var required = operation.Body is { } schema ? Emptiest(operation.Document, schema).Required : [];
            var refused = await RefusedAsync(client, operation, query, operation.Body is null ? null : new JsonObject());

            Assert.Equal((operation.Id, "nobodyKnows"), (operation.Id, string.Join(' ', refused.Except(required))));
        }
    }

    private static string Written(string verb, string path) => $"{verb.ToUpperInvariant()} {Place.Replace(path.Trim('/'), "{}")}";

    private static async Task<IReadOnlyList<string>> RefusedAsync(HttpClient client, SwaggerOperation operation, string query, JsonNode? body)
    {
        var path = Place.Replace(operation.Path.TrimStart('/'), match => match.Value == "{tenant}" ? ApiHouse.Tenant : "50000000-0000-0000-0000-000000000001");
        using var call = new HttpRequestMessage(new HttpMethod(operation.Verb.ToUpperInvariant()), $"{path}?{query}") { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await client.SendAsync(call, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == 400, $"{operation}: {(int)answer.StatusCode} {text}");
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("errors").EnumerateObject().Select(field => field.Name)];
    }

    private static (JsonNode Body, IReadOnlyList<string> Required) Emptiest(SwaggerDocument document, JsonElement node)
    {
        var (schema, body, missing) = (document.Resolve(node), new JsonObject(), new List<string>());
        foreach (var name in schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(item => item.GetString()!) : [])
        {
            var field = document.Resolve(schema.GetProperty("properties").GetProperty(name));
            if (field.GetProperty("type").GetString() != "object")
            {
                missing.Add(name);
                continue;
            }

            var (inner, missed) = Emptiest(document, field);
            body[name] = inner;
            missing.AddRange(missed.Select(one => $"{name}.{one}"));
        }

        return (body, missing);
    }

    // A continuation is what an answer gave: no sample passes.
    private static string? Sample(JsonElement parameter) => parameter switch
    {
        _ when parameter.GetProperty("name").GetString() == "continuation" => null,
        _ when parameter.TryGetProperty("enum", out var words) => words[0].GetString(),
        _ when parameter.GetProperty("type").GetString() == "integer" => "1",
        _ => "a@b.example",
    };
}
