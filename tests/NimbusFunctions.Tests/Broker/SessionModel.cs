using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

/// <summary>
/// The rules of a queue with sessions, written as plainly as can be: lists, searched from the start. It says what the real queue must
/// answer; where the choice is the queue's (which of several sessions) it says what is allowed.
/// </summary>
internal sealed class SessionModel(int maxDeliveryCount)
{
    private readonly List<ModelMessage> messages = [];
    private readonly List<ModelHold> holds = [];
    private int order;

    public int Alive => messages.Count(message => message is { Dead: false, Done: false, Activates: null });

    public int Scheduled => messages.Count(message => message is { Done: false, Activates: not null });

    public int Dead => messages.Count(message => message.Dead);

    public int Locked => messages.Count(message => message.Token is not null);

    public IReadOnlyList<ModelHold> Holds => holds;

    public IReadOnlyList<ModelMessage> Held => [.. messages.Where(message => message.Token is not null)];

    /// <summary>Lets time do its work, instant by instant, as far as <paramref name="now"/>.</summary>
    public void Advance(DateTimeOffset now)
    {
        var instants = messages.Where(message => message.Activates <= now).Select(message => message.Activates!.Value)
            .Concat(holds.Where(hold => hold.Until <= now).Select(hold => hold.Until)).Distinct().Order().ToArray();
        foreach (var instant in instants)
        {
            foreach (var message in messages.Where(message => message.Activates == instant).OrderBy(message => message.Order))
                (message.Activates, message.Order) = (null, ++order);
            foreach (var hold in holds.Where(hold => hold.Until == instant).ToArray())
                Release(hold);
        }
    }

    public void Send(string id, string session, DateTimeOffset? activates)
    {
        if (messages.All(message => message.Id != id))
            messages.Add(new ModelMessage(id, session) { Order = ++order, Activates = activates });
    }

    public bool MayAccept(string session) => holds.All(hold => hold.Session != session) && FirstReadable(session) is not null;

    public bool AnyToAccept => messages.Any(message => MayAccept(message.Session));

    public void Accept(SessionLock session, DateTimeOffset until) => holds.Add(new ModelHold(session) { Until = until });

    public ModelMessage? FirstReadable(string session) => messages
        .Where(message => message.Session == session && message is { Dead: false, Done: false, Activates: null, Token: null })
        .MinBy(message => message.Order);

    public void Release(ModelHold hold)
    {
        holds.Remove(hold);
        foreach (var message in messages.Where(message => message.Session == hold.Session && message.Token is not null))
            Return(message);
    }

    public void Return(ModelMessage message)
    {
        message.Token = null;
        message.Dead = message.Deliveries >= maxDeliveryCount;
    }
}
