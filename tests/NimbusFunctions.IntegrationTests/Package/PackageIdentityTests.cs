using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>The local edition has keys in place of the managed identity. Deployed, everything hangs on it.</summary>
public sealed class PackageIdentityTests
{
    private const string Client = "30000000-0000-0000-0000-000000000003";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task When_ThereAreNoKeys_Should_ShowTheStoreATokenOfTheManagedIdentity()
    {
        var folder = DeployedPackage.Require();
        await using var neighbours = await IdentityNeighbours.StartAsync();
        using var app = Process.Start(Start(folder, neighbours))!;
        // Read, so that the app never waits for somebody to read it.
        var said = Task.WhenAll(app.StandardOutput.ReadToEndAsync(Stop), app.StandardError.ReadToEndAsync(Stop));
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            while (neighbours.Shown.IsEmpty)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"The store was never asked; the identity's endpoint {neighbours.Asked.Count} times.");
                Assert.False(app.HasExited, "The app has ended.");
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Stop);
            }

            Assert.Equal($"Bearer {IdentityNeighbours.Token}", neighbours.Shown.First());
            Assert.Contains(("https://storage.azure.com", Client), neighbours.Asked);
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync(CancellationToken.None);
        }

        Assert.DoesNotContain(await said, text => text.Contains(IdentityNeighbours.Token, StringComparison.Ordinal));
    }

    private static ProcessStartInfo Start(string folder, IdentityNeighbours neighbours)
    {
        ProcessStartInfo start = new(Path.Combine(folder, "NimbusFunctions"))
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Dictionary<string, string> settings = new()
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = FreePort().ToString(CultureInfo.InvariantCulture),
            ["FUNCTIONS_APP_ROOT_PATH"] = folder,
            ["IDENTITY_ENDPOINT"] = neighbours.Identity.ToString(),
            ["IDENTITY_HEADER"] = IdentityNeighbours.Header,
            ["SSL_CERT_FILE"] = neighbours.CertificateFile,
            ["Storage__tableServiceUri"] = neighbours.Store.ToString(),
            ["Storage__clientId"] = Client,
            ["ServiceBus__fullyQualifiedNamespace"] = "127.0.0.1:1",
            ["Entra__Authority"] = "https://127.0.0.1:1",
            ["Entra__ClientId"] = "00000000-0000-0000-0000-000000000001",
            ["Entra__Audience"] = "api://00000000-0000-0000-0000-000000000001",
            ["Entra__OperatorTenantId"] = "00000000-0000-0000-0000-000000000002",
            ["Entra__ManagedIdentityClientId"] = Client,
            ["Graph__BaseUrl"] = "https://127.0.0.1:1/v1.0",
        };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return start;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
