using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Nimbus.Platform.Hosting;

namespace NimbusFunctions.Tests.Hosting;

/// <summary>A custom handler on a free port, as the host would start it.</summary>
internal sealed class HandlerApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private HandlerApp(WebApplication app, int port, ConcurrentQueue<string> log)
    {
        this.app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    public HttpClient Client { get; }

    public ConcurrentQueue<string> Log { get; }

    public static async Task<HandlerApp> StartAsync(Action<WebApplication> map, string? appRoot = null, params (string Name, string Value)[] settings)
    {
        var port = FreePort();
        var log = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        builder.Configuration["FUNCTIONS_APP_ROOT_PATH"] = appRoot ?? Path.Combine(AppContext.BaseDirectory, "no-such-folder");
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.Logging.ClearProviders().AddProvider(new Lines(log));
        builder.AddCustomHandler();
        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, port, log);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public IReadOnlyList<string> Addresses => [.. app.Urls];

    public Task<HttpResponseMessage> PostAsync(string function, string body) =>
        Client.PostAsync(function, new StringContent(body), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private sealed class Lines(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
