using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>A running simulator with a caller beside it: Graph as the app, the control API as whoever tests.</summary>
internal sealed class SimulatorBench : IAsyncDisposable
{
    private readonly Dictionary<string, string> _graphTokens = [];

    private SimulatorBench(SimulatorServer server)
    {
        Server = server;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.HttpAddress };
        Tenant = server.Tenants[0];
    }

    public SimulatorServer Server { get; }

    public HttpClient Http { get; }

    /// <summary>The first tenant, as it was at the start.</summary>
    public SimulatedTenantSummary Tenant { get; }

    /// <summary>A small quiet world: nothing odd unless asked for.</summary>
    public static SimulatorOptions Quiet { get; } = new() { Users = 300, Teams = 8, Mischief = false, Throttling = false };

    public static async Task<SimulatorBench> StartAsync(SimulatorOptions? options = null, TimeProvider? time = null) =>
        new(await SimulatorServer.StartAsync(options ?? Quiet, time ?? TimeProvider.System, Cancellation));

    /// <summary>Calls Graph in the first tenant. The URL is absolute, or begins below /v1.0.</summary>
    public async Task<Answer> GraphAsync(string url, HttpMethod? method = null, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? (body is null ? HttpMethod.Get : HttpMethod.Post), Absolute(url));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await GraphTokenAsync());
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null) request.Content = Content(body);
        return await SendAsync(request);
    }

    /// <summary>Calls Graph with the header that advanced queries need.</summary>
    public Task<Answer> AdvancedAsync(string url) => GraphAsync(url, headers: ("ConsistencyLevel", "eventual"));

    /// <summary>Calls the control API, below the first tenant unless the path begins with a slash.</summary>
    public async Task<Answer> ControlAsync(string method, string path, object? body = null)
    {
        var url = path.StartsWith('/') ? $"/_control{path}" : $"/_control/tenants/{Tenant.Id}/{path}";
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (body is not null) request.Content = Content(body);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        var response = await Http.SendAsync(request, Cancellation);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation), response);
    }

    /// <summary>Asks the simulated Entra for a token as the app does; the answer whatever it is.</summary>
    public async Task<Answer> TokenAsync(string? tenant = null, params (string Name, string? Value)[] changes)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = Server.ClientId,
            ["scope"] = "https://graph.microsoft.com/.default",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = await File.ReadAllTextAsync(Server.AssertionFile, Cancellation),
        };
        foreach (var (name, value) in changes)
        {
            if (value is null) form.Remove(name);
            else form[name] = value;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{tenant ?? Tenant.Id}/oauth2/v2.0/token") { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request);
    }

    /// <summary>Forgets the Graph token, so that the next call gets one with the roles that are granted then.</summary>
    public void ForgetToken() => _graphTokens.Clear();

    /// <summary>Reads a list or a delta round to its end.</summary>
    public async Task<(List<JsonElement> Items, string? DeltaLink)> ReadAllAsync(string url)
    {
        var items = new List<JsonElement>();
        for (var next = url; ;)
        {
            var answer = (await GraphAsync(next)).IsOk();
            items.AddRange(answer.Value);
            Assert.False(answer.NextLink is not null && answer.DeltaLink is not null, "A page has a next link or a delta link, never both.");
            if (answer.NextLink is null) return (items, answer.DeltaLink);
            next = answer.NextLink;
        }
    }

    public string Absolute(string url) => url.StartsWith("http", StringComparison.Ordinal) ? url : new Uri(Server.HttpAddress, "/v1.0" + url).ToString();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<string> GraphTokenAsync()
    {
        if (!_graphTokens.TryGetValue(Tenant.Id, out var token))
            _graphTokens[Tenant.Id] = token = (await TokenAsync()).IsOk()["access_token"].GetString()!;
        return token;
    }

    private static StringContent Content(object body) =>
        new(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
