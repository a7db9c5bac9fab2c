namespace NimbusFunctions.Ops.Sessions;

/// <summary>Marks endpoints that tell nobody's data: a cookie that comes along is not looked at, so that they answer without the sessions' keys.</summary>
internal sealed class NeedsNoSession
{
    public static NeedsNoSession Mark { get; } = new();
}
