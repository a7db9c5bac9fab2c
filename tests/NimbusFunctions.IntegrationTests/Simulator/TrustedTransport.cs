using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace NimbusFunctions.IntegrationTests.Simulator;

/// <summary>An HTTP handler that trusts one certificate authority, and nothing else, for whom it calls.</summary>
internal static class TrustedTransport
{
    public static SocketsHttpHandler Create(string authorityFile)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authorityFile));
        return new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }
}
