using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NimbusFunctions.Local.Simulator.Http;

namespace NimbusFunctions.Local.Simulator;

/// <summary>
/// The simulated Entra and Graph on 127.0.0.1, over http and https, a Key Vault, and the control API beside them. Everything it
/// knows follows from the seed, and from the journal if there is one.
/// </summary>
internal sealed class SimulatorServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SimulatorServices _services;
    private readonly SimulatorFiles _files;

    private SimulatorServer(WebApplication app, SimulatorServices services, SimulatorFiles files)
    {
        _app = app;
        _services = services;
        _files = files;
        var feature = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        var addresses = feature.Addresses.Select(text => new Uri(text)).ToList();
        HttpAddress = addresses.First(address => address.Scheme == "http");
        HttpsAddress = addresses.First(address => address.Scheme == "https" && address.Port != services.VaultAddress.Port);
    }

    public Uri HttpAddress { get; }

    public Uri HttpsAddress { get; }

    /// <summary>The simulated Key Vault.</summary>
    public Uri VaultAddress => _services.VaultAddress.Uri;

    /// <summary>PEM of the certificate authority that signed the https certificate.</summary>
    public string CertificateAuthorityFile => _files.CertificateAuthority;

    /// <summary>The federated token with which the app proves itself to the simulated Entra.</summary>
    public string AssertionFile => _files.Assertion;

    /// <summary>Id of the product's app registration.</summary>
    public string ClientId => World.ClientId.ToString();

    /// <summary>The operator's own tenant.</summary>
    public string OperatorTenantId => World.OperatorTenantId.ToString();

    /// <summary>The customers' tenants as they are now.</summary>
    public IReadOnlyList<SimulatedTenantSummary> Tenants => [.. World.Tenants.Select(tenant => tenant.Summarize())];

    /// <summary>The tenants themselves, for benches and tests that must not go over HTTP.</summary>
    internal SimulatorWorld World => _services.World;

    /// <summary>Makes the directories and starts to listen.</summary>
    /// <exception cref="SimulatorException">An option is wrong, a port is taken, or the journal does not fit: one clear line.</exception>
    public static async Task<SimulatorServer> StartAsync(SimulatorOptions options, TimeProvider time, CancellationToken ct)
    {
        if (options.Problems() is { Count: > 0 } problems) throw new SimulatorException(string.Join(' ', problems));
        var files = new SimulatorFiles(options.StateDirectory);
        SimulatorServices? services = null;
        WebApplication? app = null;
        try
        {
            services = new SimulatorServices(options, files, time);
            if (options.StateDirectory is not null) services.World.KeepJournal(files.Journal);

            // TLS libraries look at the machine's clock, whatever clock the simulation has.
            var (authority, certificate) = CertificateAuthority.Create(TimeProvider.System.GetUtcNow());
            files.Write(files.CertificateAuthority, authority);
            app = Build(options, services, certificate);
            await StartAsync(app, options, ct);
            var server = new SimulatorServer(app, services, files);
            services.Addresses.Authority = (options.Authority ?? server.HttpsAddress).GetLeftPart(UriPartial.Authority);
            files.Write(files.Assertion, services.Issuer.Federated());
            return server;
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            services?.Dispose();
            files.Dispose();
            throw;
        }
    }

    /// <summary>What POST /_control/token does.</summary>
    /// <exception cref="SimulatorException">The request is senseless, or names a tenant or user that does not exist.</exception>
    public string IssueToken(TokenRequest request) => _services.Tokens.TryIssue(request, out var problem)
        ?? throw new SimulatorException((string)((Dictionary<string, object>)problem!.Body!)["detail"]);

    public async ValueTask DisposeAsync()
    {
        using (var now = new CancellationTokenSource(TimeSpan.FromSeconds(1))) await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _services.Dispose();
        _files.Dispose();
    }

    private static WebApplication Build(SimulatorOptions options, SimulatorServices services, System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "simulator" });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.MaxRequestLineSize = 16 * 1024;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, options.HttpsPort, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.UseHttps(certificate);
                services.VaultAddress.Listener = listen;
            });
        });
        var app = builder.Build();
        app.Run(services.Front.HandleAsync);
        return app;
    }

    private static async Task StartAsync(WebApplication app, SimulatorOptions options, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            throw new SimulatorException($"The simulator cannot listen on 127.0.0.1 port {options.HttpPort} or {options.HttpsPort}: {e.Message}", e);
        }
    }
}
