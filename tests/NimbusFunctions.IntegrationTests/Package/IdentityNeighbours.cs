using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>
/// What a deployed app has around it and the local edition has not: the endpoint of the managed identity, as App Service
/// has it, and a store over https that is opened by a token alone. It refuses everything, and remembers what it was shown.
/// </summary>
internal sealed class IdentityNeighbours : IAsyncDisposable
{
    public const string Token = "a-token-of-the-managed-identity";
    public const string Header = "secret-of-the-endpoint";

    private readonly WebApplication app;

    private IdentityNeighbours(WebApplication app, string certificateFile) => (this.app, CertificateFile) = (app, certificateFile);

    /// <summary>The certificate that the store shows, to be trusted.</summary>
    public string CertificateFile { get; }

    public Uri Identity => Address("http");

    public Uri Store => Address("https");

    /// <summary>What the identity's endpoint was asked: resource and client id.</summary>
    public ConcurrentQueue<(string? Resource, string? Client)> Asked { get; } = new();

    /// <summary>What the store was shown.</summary>
    public ConcurrentQueue<string> Shown { get; } = new();

    public static async Task<IdentityNeighbours> StartAsync()
    {
        using var certificate = Certificate();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        var pair = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(pair));
        });
        IdentityNeighbours neighbours = new(builder.Build(), file);
        neighbours.app.Run(neighbours.AnswerAsync);
        await neighbours.app.StartAsync();
        return neighbours;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        File.Delete(CertificateFile);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            Shown.Enqueue(http.Request.Headers.Authorization.ToString());
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (http.Request.Headers["X-IDENTITY-HEADER"] != Header)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Asked.Enqueue((http.Request.Query["resource"], http.Request.Query["client_id"]));
        // App Service: "REST endpoint reference" of managed identities; expires_on is in seconds, as a text.
        var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync($$"""{"access_token":"{{Token}}","expires_on":"{{expires}}","resource":"{{http.Request.Query["resource"]}}","token_type":"Bearer","client_id":"{{http.Request.Query["client_id"]}}"}""");
    }

    private Uri Address(string scheme) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!
        .Addresses.Single(address => address.StartsWith($"{scheme}:", StringComparison.Ordinal)));

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
