using System.Text.Json;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.LifeCycle;
using NimbusFunctions.Tasks.Limits;
using NimbusFunctions.Tasks.Slots;
using NimbusFunctions.Tenants;
using NimbusFunctions.Tenants.Sections;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>A seed's hours: flows post, messages arrive, tasks end or get stuck, caps change, processes die.</summary>
internal sealed class TaskDay(TaskWorld world)
{
    public const string Service = "sales";

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(40);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    /// <summary>What each key was answered, every time.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Tasks that came without a key and were answered with success.</summary>
    public List<string> Admitted { get; } = [];

    /// <summary>Tasks that came without a key and were answered that nothing of them is stored.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>The ids of all that arrived.</summary>
    public List<string> Arrived { get; } = [];

    public void Run()
    {
        try
        {
            world.Pump.RunUntil(LiveAsync());
        }
        catch (Exception failure)
        {
            world.Fail(failure.ToString());
        }
    }

    private async Task LiveAsync()
    {
        var admin = world.Start(reliable: true);
        await admin.Tenants.CreateAsync(
            new Tenant(TaskWorld.Tenant, TenantState.Active, 1, world.Time.GetUtcNow()), SettingsCatalogue.General.DefaultJson, "operator", CancellationToken.None);
        await SetCapAsync(admin);
        for (var number = 0; number < world.Weather.Processes; number++)
            world.Start();
        world.Rough = true;
        List<Task> day = [KillAsync(), CapsAsync(admin), SweepAsync(Length)];
        day.AddRange(Enumerable.Range(0, world.Weather.Flows).Select(FlowAsync));
        day.AddRange(Enumerable.Range(0, world.Weather.Arrivals).Select(ArrivalAsync));
        await Task.WhenAll(day);
        world.Trace.Add("quiet");
        world.Rough = false;
        await SweepAsync(TimeSpan.FromHours(3));
        new TaskOutcome(world, this).Check();
    }

    private async Task FlowAsync(int number)
    {
        await PauseAsync(Length * 0.8);
        if (number % 4 == 3)
        {
            await PostOnceAsync();
            return;
        }

        var modality = number % 3 == 0 ? Modality.Outbound : Modality.ExternalTask;
        var key = IdempotencyKey.Of($"key {number}", "payload");
        var partition = TaskPartition.Of(TaskWorld.Tenant, Service, modality);
        for (var attempt = 0; attempt < 8; attempt++)
        {
            // Every attempt makes a task of its own, as a request does; the key makes them one.
            var now = world.Time.GetUtcNow();
            var task = new ContactTask(partition.NewTaskId(), Service, modality, TaskState.InQueue, now, now, """{"maxQueueTimeInSeconds":300}""")
            {
                Lease = TimeSpan.FromMinutes(5 + world.Chances.Below(20)),
                ClientReference = key.Name,
                Due = modality == Modality.Outbound && world.Chances.Chance(0.6) ? now + TimeSpan.FromMinutes(world.Chances.Below(20)) : null,
            };
            var answer = await AskAsync(process => process.Desk.PostAsync(TaskWorld.Tenant, new(task, task.Id, key), CancellationToken.None));
            if (answer is AdmissionAnswer.Admitted admitted)
            {
                if (Answers.TryGetValue(key.Name, out var first) && first != admitted.Answer)
                    world.Fail($"Key {number} was answered {first} and {admitted.Answer}.");
                Answers[key.Name] = admitted.Answer;
                // A lost answer is asked for again now and then, as a flow does.
                if (world.Chances.Chance(0.7))
                    break;
            }

            await PauseAsync(Minute);
        }

        if (Answers.TryGetValue(key.Name, out var taskId) && world.Chances.Chance(0.7))
            await EndAsync(taskId);
    }

    /// <summary>A flow that knows no keys and never asks again: what it is told must be so.</summary>
    private async Task PostOnceAsync()
    {
        var now = world.Time.GetUtcNow();
        var partition = TaskPartition.Of(TaskWorld.Tenant, Service, Modality.ExternalTask);
        var task = new ContactTask(partition.NewTaskId(), Service, Modality.ExternalTask, TaskState.InQueue, now, now, "{}") { Lease = TimeSpan.FromMinutes(5) };
        var answer = await AskAsync(
            process => process.Desk.PostAsync(TaskWorld.Tenant, new(task, task.Id, null), CancellationToken.None),
            () => Refused.Add(task.Id));
        if (answer is AdmissionAnswer.Admitted)
            Admitted.Add(task.Id);
        else if (answer is AdmissionAnswer.LimitReached)
            Refused.Add(task.Id);
    }

    private async Task ArrivalAsync(int number)
    {
        await PauseAsync(Length * 0.5);
        var now = world.Time.GetUtcNow();
        var partition = TaskPartition.Of(TaskWorld.Tenant, Service, Modality.Email);
        var task = new ContactTask(partition.TaskIdOf($"mail {number}"), Service, Modality.Email, TaskState.InQueue, now, now, "{}")
        {
            Lease = TimeSpan.FromMinutes(5 + world.Chances.Below(20)),
        };
        var order = ArrivalOrder.Of(now, task.Id);
        world.Know(task.Id, order);
        Arrived.Add(task.Id);
        await PauseAsync(Minute * 0.1);
        while (true)
        {
            var outcome = await AskAsync<ArrivalOutcome?>(async process => await process.Desk.ArriveAsync(TaskWorld.Tenant, task, order, CancellationToken.None));
            if (outcome is not (null or ArrivalOutcome.SentBack) && world.Chances.Chance(0.8))
                break;
            // Sent back, failed, or the same message twice.
            await PauseAsync(Minute);
        }

        if (world.Chances.Chance(0.7))
            await EndAsync(task.Id);
    }

    private async Task EndAsync(string taskId)
    {
        await PauseAsync(Minute * 8);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var at = world.Time.GetUtcNow();
            var answer = await AskAsync(process => process.Desk.ChangeAsync(
                TaskWorld.Tenant, taskId, (_, _) => new TaskChange.Ended("Completed", at), CancellationToken.None));
            if (answer is not null)
                return;
            await PauseAsync(Minute);
        }
    }

    /// <summary>Asks any process, and gives up after a while.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="busy">Told where the process says that it has done nothing.</param>
    private async Task<T?> AskAsync<T>(Func<TaskProcess, Task<T>> ask, Action? busy = null)
    {
        if (world.Alive is not { Count: > 0 } alive)
            return default;
        var asked = ask(world.Chances.Pick(alive));
        _ = asked.ContinueWith(_ => { }, TaskScheduler.Default);
        try
        {
            await Task.WhenAny(asked, Task.Delay(LongestAnswer, world.Time, CancellationToken.None));
            return asked.IsCompleted ? await asked : default;
        }
        catch (LaneBusyException)
        {
            busy?.Invoke();
            return default;
        }
    }

    private async Task CapsAsync(TaskProcess admin)
    {
        for (var change = world.Chances.Below(5); change > 0; change--)
        {
            await PauseAsync(Length / 3);
            await SetCapAsync(admin);
        }
    }

    private async Task SetCapAsync(TaskProcess admin)
    {
        var cap = 1 + world.Chances.Below(world.Weather.HighestCap);
        var section = new LimitsSection(cap, cap, cap, cap, HeldArrivals: 1 + world.Chances.Below(4), LongestHoldMinutes: 30);
        var stored = await admin.Settings.ReadAsync(TaskWorld.Tenant, SettingsCatalogue.Limits, CancellationToken.None);
        world.Watch.CapIs(cap);
        world.Trace.Add($"cap {cap}");
        await admin.Settings.WriteAsync(
            TaskWorld.Tenant, SettingsCatalogue.Limits, JsonSerializer.Serialize(section, NimbusJson.Default.LimitsSection), stored.Revision, "operator", CancellationToken.None);
    }

    private async Task KillAsync()
    {
        for (var kill = 0; kill < world.Weather.Kills; kill++)
        {
            await PauseAsync(Length / world.Weather.Kills);
            if (world.Alive is { Count: > 0 } alive)
                world.Chances.Pick(alive).OperationsLeft = 1 + world.Chances.Below(30);
        }
    }

    private async Task SweepAsync(TimeSpan length)
    {
        for (var passed = TimeSpan.Zero; passed < length; passed += Minute)
        {
            await Task.Delay(Minute, world.Time, CancellationToken.None);
            if (world.Alive is { Count: > 0 } alive)
                _ = world.Observe(SweepOnceAsync(world.Chances.Pick(alive)));
        }
    }

    private static async Task SweepOnceAsync(TaskProcess process)
    {
        try
        {
            await process.Sweep.SweepAsync(CancellationToken.None);
        }
        catch (Exception failure) when (LaneStore.SaysNothing(failure))
        {
            // The timer comes again in a minute.
            return;
        }
    }

    private Task PauseAsync(TimeSpan most) =>
        Task.Delay(TimeSpan.FromMilliseconds(1 + world.Chances.Below((int)most.TotalMilliseconds)), world.Time, CancellationToken.None);
}
