using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

/// <summary>Does the same to a real queue and to the model, and compares every answer. A step is a number: what to do and with what.</summary>
internal sealed class SessionModelRun : IDisposable
{
    private const int MaxDeliveryCount = 3;

    private readonly TestBroker broker = new(sessions: true, maxDeliveryCount: MaxDeliveryCount, duplicateWindow: TimeSpan.FromDays(7));
    private readonly SessionModel model = new(MaxDeliveryCount);
    private readonly List<Guid> lost = [];
    private int sent;

    private DateTimeOffset Now => broker.Clock.GetUtcNow();

    public void Step(int step)
    {
        var choice = step / 10;
        switch (step % 10)
        {
            case 0 or 1:
                Send(choice, activates: null);
                break;
            case 2:
                Send(choice, activates: Now.AddSeconds(1 + (choice % 400)));
                break;
            case 3:
                Advance(TimeSpan.FromSeconds(1 + (choice % 310)));
                break;
            case 4:
                Accept();
                break;
            case 5 or 6:
                Receive(choice);
                break;
            case 7:
                Settle(choice, complete: true);
                break;
            case 8:
                Settle(choice, complete: choice % 2 == 0);
                break;
            default:
                RenewOrRelease(choice);
                break;
        }

        Compare();
    }

    /// <summary>Reads everything that is left: nothing was lost.</summary>
    public void Drain()
    {
        for (var round = 0; round <= MaxDeliveryCount && (model.Alive > 0 || model.Scheduled > 0); round++)
        {
            Advance(TimeSpan.FromMinutes(10));
            while (model.AnyToAccept)
            {
                var hold = Accept();
                while (Receive(hold) is { } message)
                    Settle(message, complete: true);
                Release(hold);
            }
        }

        Assert.Equal(new QueueCounts(0, 0, model.Dead, 0), broker.Queue.Counts);
    }

    public void Dispose() => broker.Dispose();

    private static T Result<T>(Task<T> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private void Send(int choice, DateTimeOffset? activates)
    {
        // Every fifth one repeats an id that was sent before.
        var id = choice % 5 == 4 && sent > 0 ? $"m{choice % sent}" : $"m{sent++}";
        var session = $"s{choice % 4}";
        broker.Send(TestBroker.Message(id, session, id) with { ScheduledEnqueueTime = activates });
        model.Send(id, session, activates);
    }

    private void Advance(TimeSpan by)
    {
        var held = model.Held.Select(message => message.Token!.Value).ToArray();
        broker.Clock.Advance(by);
        model.Advance(Now);
        lost.AddRange(held.Except(model.Held.Select(message => message.Token!.Value)));
    }

    private ModelHold Accept()
    {
        var session = Result(broker.AcceptNow());
        Assert.Equal(model.AnyToAccept, session is not null);
        if (session is null)
            return null!;
        Assert.True(model.MayAccept(session.SessionId), "a session was given to a second receiver, or without a message");
        model.Accept(session, Now + TestBroker.LockDuration);
        return model.Holds[^1];
    }

    private void Receive(int choice)
    {
        if (model.Holds.Count > 0)
            Receive(model.Holds[choice % model.Holds.Count]);
    }

    private ModelMessage? Receive(ModelHold hold)
    {
        var expected = model.FirstReadable(hold.Session);
        var message = Result(hold.Lock.ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Equal(expected?.Id, message?.Message.MessageId);
        if (message is null)
            return null;
        Assert.Equal(++expected!.Deliveries, message.DeliveryCount);
        Assert.Equal(hold.Until, message.LockedUntil);
        Assert.DoesNotContain(message.LockToken, lost);
        expected.Token = message.LockToken;
        return expected;
    }

    private void Settle(int choice, bool complete)
    {
        if (lost.Count > 0 && choice % 3 == 0)
            Assert.False(complete ? broker.Queue.Complete(lost[choice % lost.Count]) : broker.Queue.Abandon(lost[choice % lost.Count]));
        if (model.Held.Count > 0)
            Settle(model.Held[choice % model.Held.Count], complete);
    }

    private void Settle(ModelMessage message, bool complete)
    {
        var token = message.Token!.Value;
        Assert.True(complete ? broker.Queue.Complete(token) : broker.Queue.Abandon(token));
        lost.Add(token);
        if (complete)
            (message.Done, message.Token) = (true, null);
        else
            model.Return(message);
    }

    private void RenewOrRelease(int choice)
    {
        if (model.Holds.Count == 0)
            return;
        var hold = model.Holds[choice % model.Holds.Count];
        if (choice % 3 == 0)
            Release(hold);
        else
            Assert.Equal(hold.Until = Now + TestBroker.LockDuration, hold.Lock.Renew());
    }

    private void Release(ModelHold hold)
    {
        lost.AddRange(model.Held.Where(message => message.Session == hold.Session).Select(message => message.Token!.Value));
        Assert.True(hold.Lock.DisposeAsync().AsTask().IsCompletedSuccessfully);
        model.Release(hold);
    }

    private void Compare() =>
        Assert.Equal(new QueueCounts(model.Alive, model.Scheduled, model.Dead, model.Locked), broker.Queue.Counts);
}
