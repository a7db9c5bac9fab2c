using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace NimbusFunctions.Local.Host;

/// <summary>
/// What the world sees, on 127.0.0.1: the routes of the function.json files and the host's own paths. Everything else
/// is 404 and reaches nobody.
/// </summary>
internal sealed class HttpFront : IAsyncDisposable
{
    private const long MaximumBodyBytes = 100 * 1024 * 1024;

    private readonly WebApplication app;

    private HttpFront(WebApplication app) => this.app = app;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="stopTimeout">How long a stop waits for calls in flight.</param>
    /// <param name="map">Maps the paths.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="FunctionHostException">The port is taken.</exception>
    public static async Task<HttpFront> StartAsync(int port, TimeSpan stopTimeout, Action<IEndpointRouteBuilder> map, CancellationToken cancellationToken)
    {
        // Empty: nothing from the environment (ASPNETCORE_URLS) has a say.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaximumBodyBytes;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = stopTimeout);
        var app = builder.Build();
        app.UseRouting();
        map(app);
        try
        {
            await app.StartAsync(cancellationToken);
            return new(app);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            throw new FunctionHostException($"Port {port} is taken: choose another with --port, or 0 for a free one.", exception);
        }
    }

    /// <summary>Maps each route once; functions that share one differ in their methods. A method that none takes is 404, as on the real host.</summary>
    public static void MapFunctions(
        IEndpointRouteBuilder routes, string prefix, IEnumerable<HttpDeclaration> functions, Func<HttpContext, HttpDeclaration, Task> forward)
    {
        foreach (var route in functions.GroupBy(function => $"/{prefix}/{function.Route}".Replace("//", "/", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase))
        {
            var candidates = route.ToList();
            routes.Map(route.Key, http =>
            {
                if (candidates.FirstOrDefault(function => function.Takes(http.Request.Method)) is { } function)
                    return forward(http, function);
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>Takes no more calls, and waits for those in flight.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
