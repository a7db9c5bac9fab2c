namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Where the simulated Entra is reached; known once the server listens, before anybody can ask.</summary>
internal sealed class EntraAddresses
{
    /// <summary>https://127.0.0.1:port, without a slash at its end: the host of every issuer.</summary>
    public string Authority { get; set; } = "";

    public string Issuer(Guid tenant) => $"{Authority}/{tenant}/v2.0";

    /// <summary>Who issues the federated token, in place of the managed identity's tenant.</summary>
    public string FederationIssuer => $"{Authority}/federation";
}
