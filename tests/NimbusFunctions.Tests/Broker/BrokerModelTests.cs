using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Local.Broker;

namespace NimbusFunctions.Tests.Broker;

public sealed class BrokerModelTests
{
    [Fact]
    public void Sessions_AnySequenceOfOperations_BehaveAsTheModel()
    {
        // FsCheck's own arrays are mostly zeros; here every step is as likely as any other.
        var steps = Arb.From(Gen.Choose(0, 9_999).ArrayOf(), WithoutAPart);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400), Prop.ForAll(steps, sequence =>
        {
            using var run = new SessionModelRun();
            foreach (var step in sequence)
                run.Step(step);
            run.Drain();
        }));
    }

    private static IEnumerable<int[]> WithoutAPart(int[] steps)
    {
        for (var size = steps.Length / 2; size > 0; size /= 2)
        {
            for (var start = 0; start + size <= steps.Length; start += size)
                yield return [.. steps[..start], .. steps[(start + size)..]];
        }
    }

    [Fact]
    public async Task Sessions_ManyReceiversAtOnce_EachMessageOnceAndInOrder()
    {
        const int Sessions = 20, PerSession = 50;
        using var broker = new TestBroker(sessions: true);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        var read = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        var readers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => ReadAllAsync(broker, read), TestContext.Current.CancellationToken)).ToArray();

        await Task.WhenAll(Enumerable.Range(0, Sessions).Select(session => Task.Run(() =>
        {
            for (var i = 0; i < PerSession; i++)
                broker.Send(TestBroker.Message($"{i}", $"s{session}"));
        }, TestContext.Current.CancellationToken)));
        await Task.WhenAll(readers);

        Assert.Equal(Sessions, read.Count);
        Assert.All(read.Values, messages => Assert.Equal(Enumerable.Range(0, PerSession).Select(i => $"{i}"), messages));
        Assert.Equal(new QueueCounts(0, 0, 0, 0), broker.Queue.Counts);

        async Task ReadAllAsync(TestBroker from, ConcurrentDictionary<string, ConcurrentQueue<string>> into)
        {
            while (into.Values.Sum(messages => messages.Count) < Sessions * PerSession)
            {
                deadline.Token.ThrowIfCancellationRequested();
                await using var session = await from.AcceptNow();
                if (session is null)
                {
                    await Task.Yield();
                    continue;
                }

                while (await session.ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken) is { } message)
                {
                    into.GetOrAdd(session.SessionId, _ => new ConcurrentQueue<string>()).Enqueue(TestBroker.Text(message));
                    Assert.True(from.Queue.Complete(message.LockToken));
                }
            }
        }
    }
}
