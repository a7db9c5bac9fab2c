using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Nimbus.Platform.Hosting;

/// <summary>
/// Makes an ASP.NET Core app an Azure Functions custom handler. The order is
/// <see cref="AddCustomHandler"/>, the maps, <see cref="RunCustomHandlerAsync"/>.
/// </summary>
public static class CustomHandler
{
    private const string PortVariable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>
    /// Listens on <c>http://127.0.0.1:$FUNCTIONS_CUSTOMHANDLER_PORT</c> and nowhere else: the app inherits
    /// <c>ASPNETCORE_URLS</c> from the host, whose own address that is.
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CustomHandlerException">The port is missing (the app was not started by the Functions host), or host.json cannot be read.</exception>
    public static WebApplicationBuilder AddCustomHandler(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var given = builder.Configuration[PortVariable];
        if (string.IsNullOrWhiteSpace(given))
            throw new CustomHandlerException($"{PortVariable} is not set: the Functions host starts this app; on your own machine run `dotnet run --project local`.");
        if (!ushort.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            throw new CustomHandlerException($"{PortVariable} is not a port: the Functions host sets it to a number from 1 to 65535.");

        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        builder.WebHost.UseSetting(WebHostDefaults.HttpPortsKey, "");
        builder.WebHost.UseSetting(WebHostDefaults.HttpsPortsKey, "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigurationLoader = null; // endpoints from settings would listen elsewhere too
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new FunctionRegistry(AppRoot.Read(builder.Configuration)));
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ReadinessFilter>());
        return builder;
    }

    /// <summary>
    /// Maps an http function. The host passes its requests through as they are, so its endpoints are the app's own:
    /// the group's.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="functionName">The folder of the function.json, whose httpTrigger has the route <c>&lt;root&gt;/{*path}</c>.</param>
    /// <param name="root">The first segment of all its paths, such as <c>v1</c>.</param>
    /// <returns>The group <c>/&lt;root&gt;</c>.</returns>
    /// <exception cref="ArgumentException">A name or root that cannot be one, or is taken.</exception>
    public static RouteGroupBuilder MapHttpFunction(this WebApplication app, string functionName, string root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Registry(app).Add(new(functionName, FunctionKind.Http, root));
        return app.MapGroup("/" + root);
    }

    /// <summary>Maps a timer function.</summary>
    /// <param name="app">The app.</param>
    /// <param name="name">The folder of the function.json.</param>
    /// <param name="run">
    /// What to do. The token ends when the host gave up the call, or before functionTimeout, when the host would kill
    /// the process; then, and after an exception, the invocation has failed.
    /// </param>
    /// <exception cref="ArgumentException">A name that cannot be one, or is taken.</exception>
    public static void MapFunction(this WebApplication app, string name, Func<TimerTick, FunctionContext, CancellationToken, Task> run) =>
        Map(app, new(name, FunctionKind.Timer), (envelope, _) => TimerReader.Read(envelope), run);

    /// <summary>Maps a Service Bus function with <c>cardinality: one</c>. Returning completes the message, anything else gives it back.</summary>
    /// <inheritdoc cref="MapFunction(WebApplication, string, Func{TimerTick, FunctionContext, CancellationToken, Task})"/>
    public static void MapFunction(this WebApplication app, string name, Func<TriggeredMessage, FunctionContext, CancellationToken, Task> run) =>
        Map(app, new(name, FunctionKind.ServiceBus), MessageReader.One, run);

    /// <summary>Maps a Service Bus function with <c>cardinality: many</c>. One answer settles the whole batch.</summary>
    /// <inheritdoc cref="MapFunction(WebApplication, string, Func{TimerTick, FunctionContext, CancellationToken, Task})"/>
    public static void MapFunction(this WebApplication app, string name, Func<IReadOnlyList<TriggeredMessage>, FunctionContext, CancellationToken, Task> run) =>
        Map(app, new(name, FunctionKind.ServiceBusBatch), MessageReader.Many, run);

    /// <summary>
    /// Compares the mapped functions with the function.json files under the app root, shows that no public route can
    /// reach a trigger, and runs the app until it ends.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <returns>
    /// The exit code, never 0: after an exit with 0 the host starts the app never again and fails every call without
    /// a word. 1 after a stop, after a failure, and at once if a check fails; then standard error has a line for each problem.
    /// </returns>
    public static async Task<int> RunCustomHandlerAsync(this WebApplication app)
    {
        var problems = Problems(app);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(problem);
        try
        {
            if (problems.Count == 0)
                await app.RunAsync();
            else
                await app.DisposeAsync();
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"The app ended: {exception}");
        }

        return 1;
    }

    /// <summary>Why the app must not start; one line each.</summary>
    internal static IReadOnlyList<string> Problems(WebApplication app)
    {
        var registry = Registry(app);
        return [.. FunctionDifferences.Between(registry.Functions, registry.Root.Functions)
            .Concat(PublicRoutes.Problems(registry, ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints)))];
    }

    private static void Map<T>(
        WebApplication app,
        MappedFunction function,
        Func<Envelope, bool?, T> read,
        Func<T, FunctionContext, CancellationToken, Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var registry = Registry(app);
        registry.Add(function);
        var declared = registry.Root.Find(function.Name);
        var endpoint = new TriggerEndpoint<T>(
            function,
            declared?.BindingName,
            InvocationDeadline.Before(registry.Root.FunctionTimeout),
            envelope => read(envelope, declared?.Binary),
            run,
            app.Services.GetRequiredService<TimeProvider>(),
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Nimbus.Platform.Hosting.Triggers"));
        app.MapPost("/" + function.Name, endpoint.HandleAsync)
            .WithMetadata(new TriggerMetadata(function))
            .AllowAnonymous() // the host has no token; that it is the host is checked by the endpoint
            .ExcludeFromDescription();
    }

    private static FunctionRegistry Registry(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Services.GetService<FunctionRegistry>()
            ?? throw new CustomHandlerException($"Call {nameof(AddCustomHandler)} on the builder before functions are mapped.");
    }
}
