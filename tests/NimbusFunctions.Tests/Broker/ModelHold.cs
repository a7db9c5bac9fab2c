using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

/// <summary>A held session as the model sees it.</summary>
internal sealed class ModelHold(SessionLock session)
{
    public SessionLock Lock { get; } = session;

    public string Session { get; } = session.SessionId;

    public DateTimeOffset Until { get; set; }
}
