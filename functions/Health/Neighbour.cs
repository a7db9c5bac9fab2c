namespace NimbusFunctions.Health;

/// <summary>Another system that the app calls, and where.</summary>
/// <param name="Name">As health tells it.</param>
/// <param name="Host">Its host name.</param>
/// <param name="Port">Its port.</param>
internal sealed record Neighbour(string Name, string Host, int Port)
{
    public const string Tables = "tables";
    public const string Queues = "queues";
    public const string Graph = "graph";
    public const string Entra = "entra";
    public const string Vault = "vault";

    public static Neighbour At(string name, Uri address) => new(name, address.Host, address.Port);
}
