using System.Net;
using System.Text.Json;
using NimbusFunctions.Local.Broker;
using NimbusFunctions.Local.Engine;
using NimbusFunctions.Local.Simulator.Control;
using NimbusFunctions.Tasks.Arrivals;

namespace NimbusFunctions.Tests.Simulator;

public sealed class ControlTaskTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private readonly MessageBroker broker;
    private readonly TaskEngine engine;
    private SimulatorBench? bench;

    public ControlTaskTests()
    {
        broker = new MessageBroker(
            [.. new[] { ArrivalMessage.Queue, TaskEngine.Dispatches, TaskEngine.Events }.Select(
                name => new QueueDefinition(name, false, TimeSpan.FromMinutes(5), 20, TimeSpan.FromMinutes(10), ""))],
            time);
        engine = TaskEngine.Start(broker, new(TimeSpan.FromSeconds(20)), time);
    }

    private SimulatorBench Bench => bench ?? throw new InvalidOperationException("It has not started.");

    public async ValueTask InitializeAsync() =>
        bench = await SimulatorBench.StartAsync(SimulatorBench.Quiet with { Users = 10, Teams = 0, Tasks = new ControlTasks(broker, engine) });

    public async ValueTask DisposeAsync()
    {
        if (bench is not null)
            await bench.DisposeAsync();
        await engine.DisposeAsync();
        broker.Dispose();
    }

    [Fact]
    public async Task Engine_Changed_KeepsWhatIsLeftOut()
    {
        Assert.Equal(20, (await Bench.ControlAsync("GET", "/engine")).IsOk()["handleSeconds"].GetDouble());
        (await Bench.ControlAsync("POST", "/engine", new { handleSeconds = 0.5 })).IsOk();

        Assert.True((await Bench.ControlAsync("POST", "/engine", new { paused = true })).IsOk()["paused"].GetBoolean());
        Assert.Equal(new(TimeSpan.FromSeconds(0.5), IsPaused: true), engine.Pace);
    }

    [Theory]
    [InlineData("""{"handleSeconds":-1}""")]
    [InlineData("""{"handleSeconds":86401}""")]
    [InlineData("""{"speed":1}""")]
    public async Task Engine_BadBody_Is400(string body) => (await Bench.ControlAsync("POST", "/engine", body)).Is(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Arrivals_Post_IsAMessageThatTheAppReads()
    {
        var id = (await Bench.ControlAsync("POST", "arrivals", new { service = "sales", modality = "Email" })).Is(HttpStatusCode.Created).Text("id");

        var message = await broker.Queue(ArrivalMessage.Queue).ReceiveAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        var arrival = JsonSerializer.Deserialize(message!.Message.Body.Span, NimbusJson.Default.ArrivalMessage)!;
        Assert.False(arrival.Validate().Any);
        Assert.Equal((id, Bench.Tenant.Id, "sales", "Email"), (arrival.Id, arrival.Tenant, arrival.Service, arrival.Modality));
    }

    [Fact]
    public async Task Engine_EditionWithoutOne_SaysSo()
    {
        await using var without = await SimulatorBench.StartAsync(
            SimulatorBench.Quiet with { Users = 10, Teams = 0, Tasks = new ControlTasks(broker, null) });

        (await without.ControlAsync("POST", "/engine", new { paused = true })).Is(HttpStatusCode.Conflict);
    }
}
