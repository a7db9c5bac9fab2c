using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

public class TriggerEndpointTests
{
    private const string FullEnvelope = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";
    private const string Message = """{"Data":{"m":"\"secret body\""},"Metadata":{}}""";

    [Fact]
    public async Task Post_FunctionThrows_Is500WithAFullEnvelopeLoggedOnceWithoutTheBody()
    {
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) => throw new InvalidOperationException("broken")));
        using var answer = await app.PostAsync("Work", Message);
        await AssertFullAsync(HttpStatusCode.InternalServerError, answer);
        Assert.Contains("broken", Assert.Single(app.Log, line => line.StartsWith("Error", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log, line => line.Contains("secret body", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret body")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Data":null}""")]
    [InlineData("""{"Data":{}}""")]
    [InlineData("""{"Data":{"a":"1","b":"2"}}""")]
    [InlineData("""{"Data":{"m":"\"\\ud800\""}}""")]
    public async Task Post_NotAnEnvelope_Is400AndRunsNothing(string body)
    {
        var runs = 0;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) => Task.FromResult(runs++)));
        using var answer = await app.PostAsync("Work", body);
        await AssertFullAsync(HttpStatusCode.BadRequest, answer);
        Assert.Equal(0, runs);
        Assert.Single(app.Log, line => line.StartsWith("Warning 1003", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log, line => line.Contains("secret body", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(EnvelopeBody.MaximumBytes + 1)]
    [InlineData((30 * 1024 * 1024) + 1)] // beyond the server's own limit
    public async Task Post_TooLarge_Is413(int length)
    {
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) => Task.CompletedTask));
        using var request = new HttpRequestMessage(HttpMethod.Post, "Work") { Content = new StringContent(new string(' ', length)), Headers = { ExpectContinue = true } };
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await AssertFullAsync(HttpStatusCode.RequestEntityTooLarge, answer);
    }

    [Theory]
    [InlineData("nimbus.example.com")]
    [InlineData("nimbus.example.com:443")]
    [InlineData("10.0.0.4")]
    public async Task Post_WithAnOutsidersHost_Is404AndRunsNothing(string host)
    {
        var runs = 0;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) => Task.FromResult(runs++)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "Work") { Content = new StringContent(Message), Headers = { Host = host } };
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, runs);
    }

    [Theory]
    [InlineData("GET", "Work", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "Other", HttpStatusCode.NotFound)]
    [InlineData("POST", "Work/more", HttpStatusCode.NotFound)]
    [InlineData("GET", "", HttpStatusCode.OK)]
    public async Task Send_AnythingElse_RunsNothing(string method, string path, HttpStatusCode expected)
    {
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) => throw new InvalidOperationException()));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_PastTheDeadline_CancelsAndIs500(bool swallows)
    {
        await using var app = await HandlerApp.StartAsync(
            app => app.MapFunction("Work", async (TriggeredMessage _, FunctionContext _, CancellationToken token) =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, token);
                }
                catch (OperationCanceledException) when (swallows)
                {
                }
            }),
            null,
            ("AzureFunctionsJobHost:functionTimeout", "00:00:01"));
        using var answer = await app.PostAsync("Work", Message);
        await AssertFullAsync(HttpStatusCode.InternalServerError, answer);
        Assert.Single(app.Log, line => line.StartsWith("Error 1002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_HostGivesUp_CancelsTheFunction()
    {
        var cancelled = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", async (TriggeredMessage _, FunctionContext _, CancellationToken token) =>
        {
            token.Register(() => cancelled.TrySetResult());
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        }));
        using var aborting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var call = app.Client.PostAsync("Work", new StringContent(Message), aborting.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await aborting.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Post_RetryContext_TellsTheTry()
    {
        var retries = -1;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Tick", (TimerTick _, FunctionContext context, CancellationToken _) => Task.FromResult(retries = context.RetryCount)));
        using var answer = await app.PostAsync("Tick", """{"Data":{"t":{"IsPastDue":true}},"Metadata":{"RetryContext":{"RetryCount":2,"MaxRetryCount":2,"Exception":{"Big":[]},"Instance":null,"State":{}}}}""");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, retries);
    }

    [Fact]
    public async Task Post_EachInvocation_HasAScopeOfItsOwn()
    {
        var scopes = new ConcurrentBag<IServiceProvider>();
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext context, CancellationToken _) =>
        {
            scopes.Add(context.Services.GetRequiredService<IServiceScopeFactory>() is null ? throw new InvalidOperationException() : context.Services);
            return Task.CompletedTask;
        }));
        for (var i = 0; i < 2; i++)
            (await app.PostAsync("Work", Message)).Dispose();
        Assert.Equal(2, scopes.Distinct().Count());
    }

    [Fact]
    public async Task Post_WithTraceparent_RunsInThatTrace()
    {
        Activity? seen = null;
        await using var app = await HandlerApp.StartAsync(app => app.MapFunction("Work", (TriggeredMessage _, FunctionContext _, CancellationToken _) =>
        {
            seen = Activity.Current;
            return Task.CompletedTask;
        }));
        using var request = new HttpRequestMessage(HttpMethod.Post, "Work") { Content = new StringContent(Message) };
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("X-Azure-Functions-InvocationId", "the-invocation");
        (await app.Client.SendAsync(request, TestContext.Current.CancellationToken)).Dispose();
        Assert.NotNull(seen);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", seen.TraceId.ToString());
        Assert.Equal("Work", seen.GetTagItem("faas.name"));
        Assert.Equal("the-invocation", seen.GetTagItem("faas.invocation_id"));
    }

    [Fact]
    public async Task AddCustomHandler_WithAspNetCoreUrlsAndEndpointsInSettings_ListensOnTheHostsPortOnly()
    {
        var other = HandlerApp.FreePort();
        await using var app = await HandlerApp.StartAsync(_ => { }, null, ("urls", $"http://127.0.0.1:{other}"), ("Kestrel:Endpoints:X:Url", $"http://127.0.0.1:{other}"), ("HTTP_PORTS", $"{other}"));
        Assert.Equal(app.Client.BaseAddress!.ToString().TrimEnd('/'), Assert.Single(app.Addresses));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("70000")]
    [InlineData("x")]
    public void AddCustomHandler_WithoutAPort_SaysSoInOneLine(string port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] = port;
        var exception = Assert.Throws<CustomHandlerException>(() => builder.AddCustomHandler());
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("FUNCTIONS_CUSTOMHANDLER_PORT", exception.Message, StringComparison.Ordinal);
    }

    private static async Task AssertFullAsync(HttpStatusCode status, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(FullEnvelope, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
