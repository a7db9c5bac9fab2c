using System.Text;
using System.Text.Json;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Engine;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Tests.Engine;

public sealed class TaskEngineTests : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly ManualTimeProvider time = new();
    private readonly MessageBroker broker;
    private readonly TaskEngine engine;

    public TaskEngineTests()
    {
        broker = new MessageBroker([Queue(TaskEngine.Dispatches), Queue(TaskEngine.Events)], time);
        engine = TaskEngine.Start(broker, new(TimeSpan.FromSeconds(20)), time);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        broker.Dispose();
    }

    [Fact]
    public async Task When_ATaskIsDispatched_Should_SayThatItIsOfferedConnectedAndOver()
    {
        Send("task-1");
        var told = new List<(TaskState?, double)>();
        var began = time.GetUtcNow();
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromSeconds(30); passed += Moment)
        {
            time.Advance(Moment);
            while (await broker.Queue(TaskEngine.Events).ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken) is { } message)
            {
                var news = JsonSerializer.Deserialize(message.Message.Body.Span, NimbusJson.Default.TaskEvent)!;
                Assert.False(news.Validate(time.GetUtcNow()).Any);
                Assert.Equal(("task-1", 2), (news.TaskId, news.Attempt));
                told.Add((news.State, Math.Round((news.At!.Value - began).TotalSeconds, 1)));
            }
        }

        Assert.Equal([(TaskState.Offered, 0.1), (TaskState.Connected, 1.1), (TaskState.Terminated, 20.1)], told);
        Assert.Equal(0, broker.Queue(TaskEngine.Dispatches).Counts.Active);
    }

    [Fact]
    public void When_Paused_Should_TakeNothingUntilItGoesOn()
    {
        engine.Pace = engine.Pace with { IsPaused = true };
        Send("task-1");
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), (broker.Queue(TaskEngine.Dispatches).Counts.Active, broker.Queue(TaskEngine.Events).Counts.Active));

        engine.Pace = engine.Pace with { IsPaused = false };
        time.Advance(Moment);

        Assert.Equal(0, broker.Queue(TaskEngine.Dispatches).Counts.Active);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void When_ADispatchCannotBeRead_Should_PutItAsideAndGoOn(string body)
    {
        broker.Queue(TaskEngine.Dispatches).Send([new() { Body = Encoding.UTF8.GetBytes(body) }]);
        Send("task-1");
        time.Advance(Moment);

        Assert.Equal((0, 1), (broker.Queue(TaskEngine.Dispatches).Counts.Active, broker.Queue(TaskEngine.Dispatches).Counts.DeadLetter));
        Assert.Equal(1, broker.Queue(TaskEngine.Events).Counts.Active);
    }

    [Fact]
    public void When_ASignalComes_Should_TakeItAndSayNothing()
    {
        var signal = NimbusFunctions.Presence.Signals.RoutableSignal.Of("0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01", "sales", time.GetUtcNow());
        broker.Queue(TaskEngine.Dispatches).Send([new() { Body = signal.ToMessage().Body.ToMemory() }]);
        time.Advance(Moment);

        Assert.Equal((0, 0), (broker.Queue(TaskEngine.Dispatches).Counts.Active, broker.Queue(TaskEngine.Dispatches).Counts.DeadLetter));
        Assert.Equal(0, broker.Queue(TaskEngine.Events).Counts.Active);
    }

    private static QueueDefinition Queue(string name) => new(name, false, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), "");

    private void Send(string task)
    {
        var dispatch = new Dispatch(task, "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01", "sales", Modality.Email, null, "{}", 2);
        broker.Queue(TaskEngine.Dispatches).Send([new() { Body = JsonSerializer.SerializeToUtf8Bytes(dispatch, NimbusJson.Default.Dispatch) }]);
    }
}
