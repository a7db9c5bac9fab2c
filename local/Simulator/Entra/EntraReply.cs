namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>What an Entra endpoint answers: JSON, a page, or the way to somewhere else.</summary>
internal sealed record EntraReply(int Status)
{
    /// <summary>Written as JSON.</summary>
    public object? Json { get; init; }

    public string? Html { get; init; }

    public string? Location { get; init; }

    public static EntraReply Ok(object json) => new(200) { Json = json };

    public static EntraReply Refuse(EntraError error, DateTimeOffset now) => new(error.Status) { Json = error.Body(now) };

    public static EntraReply Redirect(string location) => new(302) { Location = location };
}
