using NimbusFunctions.Local.Azurite;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Clock;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Local.Commands;

/// <summary>The application settings that lead the app to its neighbours here; in Azure the same names lead to the real ones.</summary>
internal static class AppEnvironment
{
    /// <param name="azurite">The tables.</param>
    /// <param name="history">The table of what is over.</param>
    /// <param name="broker">The queues.</param>
    /// <param name="simulator">Entra, Graph and the Key Vault.</param>
    /// <param name="clock">The time that it lives in.</param>
    /// <param name="more">More settings; the same name wins here.</param>
    public static IReadOnlyDictionary<string, string> Of(
        AzuriteServer azurite, AzuriteServer history, BrokerServer broker, SimulatorServer simulator, MovableClock clock, IReadOnlyDictionary<string, string> more)
    {
        var https = simulator.HttpsAddress.GetLeftPart(UriPartial.Authority);
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["Storage"] = azurite.ConnectionString,
            ["HistoryStorage"] = history.ConnectionString,
            ["ServiceBus"] = broker.ConnectionString,
            ["Entra__Authority"] = https,
            ["Entra__ClientId"] = simulator.ClientId,
            ["Entra__Audience"] = $"api://{simulator.ClientId}",
            ["Entra__OperatorTenantId"] = simulator.OperatorTenantId,
            ["Entra__AssertionFile"] = simulator.AssertionFile,
            ["Entra__CertificateAuthorityFile"] = simulator.CertificateAuthorityFile,
            ["Graph__BaseUrl"] = $"{https}/v1.0",
            ["Clock__AheadFile"] = clock.File,
            ["Secrets__KeyVaultUri"] = simulator.VaultAddress.GetLeftPart(UriPartial.Authority),
            ["Secrets__LocalEndpoint"] = https,
            ["Callbacks__LocalReceivers"] = "true",
        };
        foreach ((var name, var value) in more)
            settings[name] = value;

        return settings;
    }
}
