using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Flows;

/// <summary>A proxy on a loopback address that loses what a seed says, but never the fifth attempt of the same post.</summary>
internal sealed partial class LossyLine : IAsyncDisposable
{
    private const int LastLost = 4;

    private readonly WebApplication app;
    private readonly HttpClient behind;
    private readonly int seed;
    private readonly ConcurrentDictionary<string, int> attempts = new(StringComparer.Ordinal);
    private int stored;

    private LossyLine(WebApplication app, HttpClient behind, int seed) => (this.app, this.behind, this.seed) = (app, behind, seed);

    /// <summary>How many posts the app has answered with success, heard or not.</summary>
    public int Stored => stored;

    /// <summary>What was lost.</summary>
    public ConcurrentBag<LostAnswer> Lost { get; } = [];

    public Uri Address => new(app.Urls.First());

    /// <param name="behind">Calls the app.</param>
    /// <param name="seed">What is lost.</param>
    public static async Task<LossyLine> StartAsync(HttpClient behind, int seed)
    {
        var line = new LossyLine(LoopbackServer.Create(), behind, seed);
        line.app.Run(line.PassAsync);
        await line.app.StartAsync(TestContext.Current.CancellationToken);
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        behind.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(CancellationToken.None);
        var loss = Draw(body);
        Lost.Add(loss);
        if (loss == LostAnswer.CutBefore)
        {
            http.Abort();
            return;
        }

        var (status, text) = await AskAsync(http, body, loss == LostAnswer.CutMeanwhile);
        switch (loss)
        {
            case LostAnswer.Dropped or LostAnswer.CutMeanwhile:
                http.Abort();
                return;
            case LostAnswer.BadGateway or LostAnswer.GatewayTimeout:
                http.Response.StatusCode = loss == LostAnswer.BadGateway ? 502 : 504;
                await http.Response.WriteAsync("<html>The gateway is sorry.</html>", CancellationToken.None);
                return;
            case LostAnswer.HalfAnswered:
                http.Response.ContentLength = text.Length + 1000;
                await http.Response.WriteAsync(text[..(text.Length / 2)], CancellationToken.None);
                await http.Response.Body.FlushAsync(CancellationToken.None);
                http.Abort();
                return;
            case LostAnswer.Silent:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case LostAnswer.Late:
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
                break;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(text, CancellationToken.None);
    }

    private async Task<(int Status, string Text)> AskAsync(HttpContext http, string body, bool cut)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path.Value![1..] + http.Request.QueryString);
        request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        foreach (var name in (string[])["Authorization", "Idempotency-Key"])
        {
            if (http.Request.Headers.TryGetValue(name, out var values))
                request.Headers.TryAddWithoutValidation(name, (string?)values);
        }

        using var until = new CancellationTokenSource();
        if (cut)
            until.CancelAfter(TimeSpan.FromMilliseconds(1 + attempts.Count % 7));
        try
        {
            using var answer = await behind.SendAsync(request, until.Token);
            if (answer.IsSuccessStatusCode)
                Interlocked.Increment(ref stored);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(until.Token));
        }
        catch (OperationCanceledException) when (cut)
        {
            return (0, "");
        }
    }

    /// <summary>What becomes of this attempt: the same seed and run, the same loss, whatever order the calls come in.</summary>
    private LostAnswer Draw(string body)
    {
        var attempt = attempts.AddOrUpdate(body, 1, (_, before) => before + 1);
        if (attempt > LastLost)
            return LostAnswer.None;
        var number = Number().Match(body) is { Success: true } run
            ? (int.Parse(run.Groups[1].Value, CultureInfo.InvariantCulture) * 10) + int.Parse(run.Groups[2].Value, CultureInfo.InvariantCulture)
            : 0;
        var kinds = Enum.GetValues<LostAnswer>();
        var dice = new Random((seed * 100_003) + (number * 101) + attempt);
        // The first attempts go through all that there is; the others are luck, so that a post comes through at times.
        var loss = attempt == 1 ? kinds[(number + seed) % kinds.Length] : dice.NextDouble() < 0.35 ? LostAnswer.None : kinds[dice.Next(kinds.Length)];
        // A caller's patience takes seconds: once for a post is enough.
        return loss == LostAnswer.Silent && attempt > 1 ? LostAnswer.Dropped : loss;
    }

    [GeneratedRegex("run-([0-9]+)-([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
