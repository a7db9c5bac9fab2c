using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace NimbusFunctions.Entra;

/// <summary>Makes https handlers; with an authority file (the local edition) they trust that authority too.</summary>
internal static class TrustedHttp
{
    // Less than the 5 s and 60 s after which servers close idle connections.
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(4);

    public static SocketsHttpHandler CreateHandler(string certificateAuthorityFile)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionIdleTimeout = Idle,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
        };
        if (certificateAuthorityFile.Length == 0)
            return handler;
        var authority = X509Certificate2.CreateFromPem(File.ReadAllText(certificateAuthorityFile));
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            IsIssuedBy(authority, certificate, errors);
        return handler;
    }

    private static bool IsIssuedBy(X509Certificate2 authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        // A wrong name stays wrong; only the unknown chain is looked at again.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
