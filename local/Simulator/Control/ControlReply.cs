namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>What the control API answers: JSON, a problem document (RFC 9457), or nothing.</summary>
internal sealed record ControlReply(int Status, object? Body = null, bool IsProblem = false)
{
    private const string TypePrefix = "urn:nimbus-functions:simulator:";

    public static readonly ControlReply Done = new(204);

    public static ControlReply Ok(object body) => new(200, body);

    public static ControlReply Created(object body) => new(201, body);

    /// <param name="status">HTTP status.</param>
    /// <param name="kind">Stable name of what is wrong; the end of the problem's type.</param>
    /// <param name="detail">What is wrong and what to do, naming it.</param>
    public static ControlReply Problem(int status, string kind, string detail) => new(
        status,
        new Dictionary<string, object>
        {
            ["type"] = TypePrefix + kind,
            ["title"] = kind.Replace('-', ' '),
            ["status"] = status,
            ["detail"] = detail,
        },
        IsProblem: true);
}
