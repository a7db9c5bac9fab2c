using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NimbusFunctions.Telemetry;
using OpenTelemetry.Logs;

namespace NimbusFunctions.Tests.Telemetry;

/// <summary>The host logs what the app writes to the console, texts of exceptions among it.</summary>
public sealed class ConsoleTests
{
    [Fact]
    public async Task WithTelemetry_LogsGoThereAlone() =>
        Assert.IsType<OpenTelemetryLoggerProvider>(Assert.Single(await ProvidersAsync(new(new Uri("http://127.0.0.1:4318"), null, null, 100))));

    [Fact]
    public async Task WithoutTelemetry_LogsGoToTheConsole() =>
        Assert.Contains(await ProvidersAsync(new(null, null, null, 100)), provider => provider is ConsoleLoggerProvider);

    private static async Task<IReadOnlyList<ILoggerProvider>> ProvidersAsync(TelemetryTargets targets)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddTelemetry(targets);
        await using var app = builder.Build();
        return [.. app.Services.GetServices<ILoggerProvider>()];
    }
}
