using Nimbus.Platform.Hosting;
using NimbusFunctions.Telemetry;

namespace NimbusFunctions;

/// <summary>Starts the app as the Functions host's custom handler.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        try
        {
            await using var app = Build(arguments);
            return await app.RunCustomHandlerAsync();
        }
        catch (Exception failure) when (failure is OptionsException or CustomHandlerException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder(arguments);
        builder.AddCustomHandler();
        // The framework logs every request with its query, and so whom somebody searched for.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        var options = StartupOptions.Read(builder.Configuration);
        options.AddTo(builder.Services);
        builder.AddTelemetry(options.Targets);
        builder.Services.AddCapabilities();
        var app = builder.Build();
        app.UseTelemetry(options.Targets);
        app.MapCapabilities();
        return app;
    }
}
