using System.Buffers.Text;
using System.Security.Cryptography;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>An RSA key of this run and the id it is published under.</summary>
internal sealed class SigningKey : IDisposable
{
    public SigningKey()
    {
        Rsa = RSA.Create(2048);
        Public = Rsa.ExportParameters(includePrivateParameters: false);
        Id = Base64Url.EncodeToString(SHA256.HashData(Public.Modulus!).AsSpan(0, 20));
    }

    public RSA Rsa { get; }

    public RSAParameters Public { get; }

    public string Id { get; }

    public void Dispose() => Rsa.Dispose();
}
