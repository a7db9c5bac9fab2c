using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NimbusFunctions.IntegrationTests.Ops;

/// <summary>
/// Does what a browser does in a sign-in, step by step, so that a test can do one of them wrong. It keeps Secure cookies for
/// http on this machine, as browsers do and <see cref="HttpClient"/> does not.
/// </summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });
    private readonly Uri entra;

    /// <param name="app">Where the app answers.</param>
    /// <param name="entra">Where the simulated Entra answers, by plain http.</param>
    public Browser(Uri app, Uri entra) => (App, this.entra) = (app, entra);

    public Uri App { get; set; }

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Begins a sign-in.</summary>
    /// <returns>Where the app sends the browser.</returns>
    public async Task<Uri> BeginAsync(string hint, string returnUrl = "/ops")
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/ops/signin?login_hint={Uri.EscapeDataString(hint)}&returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    /// <summary>Signs in at Entra.</summary>
    /// <returns>Path and query to which Entra leads back.</returns>
    public async Task<string> AtEntraAsync(Uri authorize)
    {
        using var answer = await http.GetAsync(new Uri(entra, authorize.PathAndQuery), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.PathAndQuery;
    }

    /// <summary>Comes back to the app.</summary>
    /// <returns>Where it leads then.</returns>
    public async Task<string> FinishAsync(string callback)
    {
        using var answer = await SendAsync(HttpMethod.Get, callback);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>The whole way.</summary>
    public async Task<string> SignInAsync(string hint, string returnUrl = "/ops") =>
        await FinishAsync(await AtEntraAsync(await BeginAsync(hint, returnUrl)));

    /// <summary><c>GET /ops/session</c>.</summary>
    public async Task<JsonElement> SessionAsync()
    {
        using var answer = await SendAsync(HttpMethod.Get, "/ops/session");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, headers);
        return answer.StatusCode;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(App, path));
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await http.SendAsync(request, Stop);
        foreach (var line in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            Keep(line);
        return answer;
    }

    public void Dispose() => http.Dispose();

    private void Keep(string line)
    {
        // What __Host- asks for, and what no script may read.
        foreach (var mark in (string[])["path=/", "secure", "httponly"])
            Assert.Contains(mark, line.Split(';', StringSplitOptions.TrimEntries), StringComparer.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", line, StringComparison.OrdinalIgnoreCase);
        var pair = line.Split(';')[0].Split('=', 2);
        if (pair[1].Length == 0)
            Cookies.Remove(pair[0]);
        else
            Cookies[pair[0]] = pair[1];
    }
}
