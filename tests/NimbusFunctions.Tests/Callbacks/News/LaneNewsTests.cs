using System.Text;
using System.Text.Json;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tests.TasksArrivals;

namespace NimbusFunctions.Tests.Callbacks.News;

/// <summary>What the lanes tell of tasks, where somebody wants to know.</summary>
public sealed class LaneNewsTests : IAsyncLifetime
{
    private static readonly TaskPartition Emails = TaskPartition.Of(TaskHouse.Tenant, TaskHouse.Service, Modality.Email);
    private readonly TaskHouse house = new();

    public async ValueTask InitializeAsync() => await house.OpenAsync(new LimitsSection { Email = 1 });

    public ValueTask DisposeAsync()
    {
        house.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Should_TellNothing_WhereNobodyWantsToKnow()
    {
        await RegisterAsync("another-service", "Created");
        await PostAsync();
        await house.LiveAsync(TimeSpan.FromSeconds(2));

        Assert.Empty(await ToldAsync());
        Assert.Equal(1, (await house.SlotsAsync(Modality.ExternalTask)).NextOutbox);
    }

    [Fact]
    public async Task Should_TellOnlyWhatIsWanted()
    {
        await RegisterAsync(TaskHouse.Service, "Terminated");
        var task = await PostAsync();
        await house.LiveAsync(TimeSpan.FromSeconds(2));
        Assert.Empty(await ToldAsync());
        await house.Desk.ChangeAsync(TaskHouse.Tenant, task.Id, (_, now) => new TaskChange.Ended("done", now), CancellationToken.None);

        Assert.Equal(["Terminated"], (await ToldAsync()).SelectMany(told => told.News).Select(news => news.TaskEvent));
    }

    [Fact]
    public async Task Should_TellAWholeLife_EachWithAnIdOfItsOwn()
    {
        await RegisterAsync(TaskHouse.Service, "Created", "InQueue", "Offered", "Connected", "InAfterWork", "Updated", "Terminated");
        house.Arrive("first");
        house.Arrive("second");
        await house.LiveAsync(TimeSpan.FromSeconds(2));
        var first = Emails.TaskIdOf("first");
        house.Tell(first, TaskState.Offered);
        await house.LiveAsync(TimeSpan.FromSeconds(1));
        house.Tell(first, TaskState.Connected);
        await house.LiveAsync(TimeSpan.FromSeconds(1));
        house.Tell(first, TaskState.Terminated, "handled");
        await house.LiveAsync(TimeSpan.FromMinutes(2));

        var told = await ToldAsync();
        Assert.Equal(["Created", "InQueue", "Offered", "Connected", "Terminated"], Words(told, first));
        Assert.Equal(["Created", "InQueue"], Words(told, Emails.TaskIdOf("second")));
        Assert.Distinct(told.Select(one => one.EventId));
        Assert.All(told, one => Assert.StartsWith($"{one.Task.Id}-", one.EventId, StringComparison.Ordinal));
        Assert.Equal("""{"name":"first"}""", told[0].Whole.Content);
    }

    [Fact]
    public async Task Should_TellOfLeasesThatEndAndArrivalsThatAreGivenUp()
    {
        await RegisterAsync(TaskHouse.Service, "Terminated");
        var task = await PostAsync(lease: TimeSpan.FromMinutes(2));
        await house.LiveAsync(TimeSpan.FromMinutes(4));

        Assert.Equal((task.Id, CompletionReasons.LeaseOver), (await ToldAsync()).Select(told => (told.Task.Id, told.Task.CompletionReason)).Single());
    }

    [Fact]
    public async Task Should_LoseNothing_WhenTheProcessEndsBetweenStoringAndSending()
    {
        await RegisterAsync(TaskHouse.Service, "Created");
        house.Client.IsDown = true;
        var task = await PostAsync();
        await house.LiveAsync(TimeSpan.FromSeconds(5));
        Assert.Empty(await ToldAsync());
        house.Client.IsDown = false;
        await house.LiveAsync(TimeSpan.FromMinutes(4));

        Assert.Equal(task.Id, Assert.Single(await ToldAsync()).Task.Id);
    }

    [Fact]
    public async Task Should_FitIntoItsRow_HoweverLongAndQuotedTheContent()
    {
        await RegisterAsync(TaskHouse.Service, "Created", "Updated");
        // Quotation marks, and what JSON would write as six characters each.
        var filler = string.Concat(Enumerable.Repeat("{\"a\":\"é\"},", (ContactTask.LongestContent - 20) / 10));
        var content = $$"""{"list":[{{filler.TrimEnd(',')}}]}""";
        var emoji = $$"""{"list":"{{string.Concat(Enumerable.Repeat("\U0001F600", (ContactTask.LongestContent - 20) / 2))}}"}""";
        foreach (var text in new[] { content, emoji })
        {
            var task = NewTask(Modality.ExternalTask) with { Content = text, ClientReference = new string('"', 128), CreatedBy = $"user:{Guid.NewGuid()}" };
            var happening = new Happening($"{task.Id}-123456789", [new("Created", "Scheduled"), new("InQueue", "InQueue")], house.Time.GetUtcNow(), task with { Content = "" }, task.Content, Guid.NewGuid().ToString(), new string('ü', 128));

            var body = JsonSerializer.Serialize(new CallbackMessage(TaskHouse.Tenant, happening), NimbusJson.Default.CallbackMessage);

            Assert.True(body.Length < 32 * 1024, $"{body.Length}");
            var dispatch = JsonSerializer.Serialize(new(task.Id, TaskHouse.Tenant, task.ServiceId, task.Modality, null, text, 1), NimbusJson.Default.Dispatch);
            Assert.True(dispatch.Length < 32 * 1024, $"{dispatch.Length}");
            Assert.Equal(text, JsonSerializer.Deserialize(body, NimbusJson.Default.CallbackMessage)!.Happening!.Whole.Content);
        }

        await PostAsync(content);
        Assert.Equal(content, Assert.Single(await ToldAsync()).Whole.Content);
    }

    [Fact]
    public async Task Should_TellThatAParameterWasUpdated_AndWhich()
    {
        await RegisterAsync(TaskHouse.Service, "Updated");
        var task = await PostAsync();
        await house.Desk.ChangeAsync(
            TaskHouse.Tenant, task.Id, (current, _) => new TaskChange.To(current with { Content = """{"customContextParameters":[{"name":"case","value":"42"}]}""" }), CancellationToken.None);

        Assert.Equal("case", Assert.Single(await ToldAsync()).Updated);
    }

    private async Task<ContactTask> PostAsync(string content = "{}", TimeSpan? lease = null)
    {
        var task = NewTask(Modality.ExternalTask) with { Content = content, Lease = lease ?? TimeSpan.FromHours(1) };
        Assert.IsType<AdmissionAnswer.Admitted>(await house.Desk.PostAsync(TaskHouse.Tenant, new(task, "{}"), CancellationToken.None));
        return task;
    }

    private ContactTask NewTask(Modality modality) => new(
        TaskPartition.Of(TaskHouse.Tenant, TaskHouse.Service, modality).NewTaskId(), TaskHouse.Service, modality, TaskState.InQueue, house.Time.GetUtcNow(), house.Time.GetUtcNow(), "{}");

    private Task RegisterAsync(string service, params string[] events) => new TriggerStore(house.Tables).AddAsync(
        TaskHouse.Tenant, new(Guid.NewGuid().ToString("N"), TriggerKind.Tasks, "https://flow.example/", new([service], events, [], []), "user", house.Time.GetUtcNow()), CancellationToken.None);

    private async Task<List<Happening>> ToldAsync()
    {
        var found = new List<Happening>();
        var queue = house.Broker.Queue(CallbackMessage.Queue);
        while (await queue.ReceiveAsync(TimeSpan.Zero, CancellationToken.None) is { } message)
        {
            found.Add(JsonSerializer.Deserialize(Encoding.UTF8.GetString(message.Message.Body.Span), NimbusJson.Default.CallbackMessage)!.Happening!);
            queue.Complete(message.LockToken);
        }

        return found;
    }

    private static List<string> Words(List<Happening> told, string task) =>
        [.. told.Where(one => one.Task.Id == task).SelectMany(one => one.News).Select(news => news.TaskEvent!)];
}
