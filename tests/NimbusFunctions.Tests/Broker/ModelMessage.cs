namespace NimbusFunctions.Tests.Broker;

/// <summary>A message as the model sees it.</summary>
internal sealed class ModelMessage(string id, string session)
{
    public string Id { get; } = id;

    public string Session { get; } = session;

    public int Order { get; set; }

    public DateTimeOffset? Activates { get; set; }

    public int Deliveries { get; set; }

    public Guid? Token { get; set; }

    public bool Done { get; set; }

    public bool Dead { get; set; }
}
