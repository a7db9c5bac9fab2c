using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>Loses a neighbour under load, gives it back, and looks at what became of everything.</summary>
internal sealed class OutageDriver(NeighbourEdition rig, NewsBook news, NeighbourLoad load, string secret)
{
    private const double LongestAnswer = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // Health hears of a neighbour from the calls that fail: on a machine with no time there are few of them in ten seconds.
    private static readonly TimeSpan TellPatience = TimeSpan.FromMinutes(1);

    // What was stored and not sent is found by the sweep: a note for two minutes later, a sweep every minute, and the task's own time.
    private static readonly TimeSpan SweepPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private readonly HttpClient api = rig.Operator();
    private readonly HttpClient control = rig.Control();

    /// <summary>Settings, a secret and a trigger, as the load needs them.</summary>
    public static async Task<OutageDriver> PrepareAsync(NeighbourEdition rig, NewsBook news, CancellationToken stop)
    {
        var control = rig.Control();
        var secret = (await JsonAsync(control, $"_control/tenants/{rig.Tenant.Id}/acs", stop)).GetProperty("connectionString").GetString()!;
        var member = (await JsonAsync(control, $"_control/tenants/{rig.Tenant.Id}/teams", stop))[0].GetProperty("members")[0].ToString();
        var upn = (await JsonAsync(control, $"_control/tenants/{rig.Tenant.Id}/users/{member}", stop)).GetProperty("userPrincipalName").ToString();
        OutageDriver driver = new(rig, news, new NeighbourLoad(rig, (member, upn)), secret);
        await driver.SendAsync(HttpMethod.Put, $"{rig.Root}/settings/limits", """{"externalTask":50}""", stop);
        await driver.SendAsync(HttpMethod.Patch, $"{rig.Root}/settings/presence", """{"tracking":true,"intervalSeconds":5}""", stop);
        var trigger = new JsonObject
        {
            ["config"] = new JsonObject
            {
                ["url"] = news.Address,
                ["services"] = new JsonArray([.. rig.Tenant.Teams.Select(team => (JsonNode)team.Mail)]),
                ["taskEvents"] = new JsonArray("InQueue", "Terminated"),
            },
        };
        using var body = new StringContent(trigger.ToJsonString(), Encoding.UTF8, "application/json");
        using var registered = await rig.Administrator().PostAsync(new Uri("v1/triggers/tasks", UriKind.Relative), body, stop);
        if (registered.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException($"The trigger was not registered: {await registered.Content.ReadAsStringAsync(stop)}");
        await Task.Delay(WarmUp, TimeProvider.System, stop);
        return driver;
    }

    /// <summary>Does it once.</summary>
    /// <param name="outage">Whom, and how.</param>
    /// <param name="length">For how long at least: it goes on until health tells, for a minute at most.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<OutageResult> RunAsync(Outage outage, TimeSpan length, CancellationToken stop)
    {
        OutageResult result = new(outage.Name);
        var process = rig.Edition.Host.WorkerProcessId;
        var people = await UsersAsync(stop);
        using var loading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var running = load.RunAsync(secret, loading.Token);
        await Task.Delay(WarmUp, TimeProvider.System, stop);
        result.Before = Footprint();

        var lost = TimeProvider.System.GetTimestamp();
        await outage.Begin(stop);
        await AwayAsync(result, outage, lost, length, stop);
        var (user, department) = await ChangeAsync(stop);
        await outage.End(stop);
        var back = TimeProvider.System.GetTimestamp();
        var again = TimeProvider.System.GetUtcNow();
        result.Lasted = TimeProvider.System.GetElapsedTime(lost, back).TotalSeconds;

        var upn = rig.Tenant.Teams[0].Mail;
        string? first = null;
        await Task.WhenAll(
            SinceAsync(back, async () => (await HealthAsync(stop)).Word == "ready", seconds => result.HealthReady = seconds, stop),
            SinceAsync(back, async () => (first ??= await load.PostOneAsync($"first-{back}", upn)) is not null, seconds => result.FirstPost = seconds, stop),
            SinceAsync(back, async () => first is not null && await Task.FromResult(news.Count(first, "Terminated") > 0), seconds => result.FirstEnd = seconds, stop),
            SinceAsync(back, () => IsFreshAsync(again, stop), seconds => result.FirstPresence = seconds, stop),
            SinceAsync(back, () => IsSecretSetAsync(stop), seconds => result.FirstSecret = seconds, stop),
            SinceAsync(back, () => IsInForceAsync(result, user, department, stop), seconds => result.FirstSync = seconds, stop));
        await loading.CancelAsync();
        await running;
        await SinceAsync(TimeProvider.System.GetTimestamp(), async () => await load.RepeatAsync() == 0, _ => { }, stop);
        await WithinAsync(SweepPatience, back, () => Task.FromResult(Open() == 0), seconds => result.AllEnded = seconds, stop);
        result.After = Footprint();
        Judge(result, outage, load.Calls.Within(lost, back), process, people - await UsersAsync(stop));
        return result;
    }

    private async Task AwayAsync(OutageResult result, Outage outage, long lost, TimeSpan length, CancellationToken stop)
    {
        while (TimeProvider.System.GetElapsedTime(lost) is var gone && (gone < length || (result.HealthTells is null && gone < TellPatience)))
        {
            var (word, checks) = await HealthAsync(stop);
            var says = checks.FirstOrDefault(check => check.StartsWith(outage.Check, StringComparison.Ordinal));
            if (result.HealthTells is null && (word == "not-ready" || says is not null))
            {
                result.HealthTells = TimeProvider.System.GetElapsedTime(lost).TotalSeconds;
                result.HealthSays = $"{word}: {string.Join("; ", checks)}";
            }

            await Task.Delay(Look, TimeProvider.System, stop);
        }
    }

    private void Judge(OutageResult result, Outage outage, IReadOnlyList<Call> calls, int? process, int lostUsers)
    {
        result.Calls = [.. calls.GroupBy(call => call.Name).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Key}: {string.Join(", ", group.CountBy(call => call.Status).OrderBy(one => one.Key).Select(one => $"{one.Value}x{one.Key}"))}, longest {group.Max(call => call.Seconds):0.0} s"))];
        Fault(result.HealthTells is null, "health told nothing");
        Fault(outage.IsStore != result.HealthSays.StartsWith("not-ready", StringComparison.Ordinal) && result.HealthTells is not null, $"health said {result.HealthSays}");
        foreach (var (what, seconds) in ((string, double?)[])
            [("health", result.HealthReady), ("a post", result.FirstPost), ("a task's end", result.FirstEnd), ("presence", result.FirstPresence),
             ("the sync", result.FirstSync), ("a secret", result.FirstSecret), ("every task", result.AllEnded)])
            Fault(seconds is null, $"{what} did not recover in time ({Open()} tasks open)");
        foreach (var bad in calls.Where(call => call.Status is 0 or 500 || call.Seconds > LongestAnswer || (call.Status == 503 && !call.HasRetryAfter))
            .GroupBy(call => (call.Name, call.Status, call.HasRetryAfter)))
            Fault(true, string.Create(CultureInfo.InvariantCulture, $"{bad.Key.Name} was answered {bad.Key.Status} {bad.Count()} times, up to {bad.Max(call => call.Seconds):0.0} s, Retry-After: {bad.Key.HasRetryAfter}"));
        Fault(rig.Edition.Host.WorkerProcessId != process, "the app was started anew");
        Fault(lostUsers != 0, $"{lostUsers} users lost their access");
        foreach (var (key, ids) in load.Tasks)
        {
            Fault(ids.Distinct().Count() > 1, $"two tasks of the key {key}");
            Fault(ids.Distinct().Any(id => news.Count(id, "InQueue") > 1), $"a task of the key {key} was handed over twice");
        }

        Fault(result.After.Memory > (2 * result.Before.Memory) + 100, $"memory went from {result.Before.Memory:0} to {result.After.Memory:0} MB");
        Fault(result.After.Threads > result.Before.Threads + 30, $"threads went from {result.Before.Threads} to {result.After.Threads}");

        void Fault(bool isOne, string says)
        {
            if (isOne)
                result.Faults.Add(says);
        }
    }

    /// <summary>Tasks that were promised and of whose end nobody was told.</summary>
    private int Open() => load.Tasks.Values.SelectMany(ids => ids.Distinct()).Count(id => news.Count(id, "Terminated") == 0);

    private static Task SinceAsync(long back, Func<Task<bool>> isIt, Action<double> note, CancellationToken stop) => WithinAsync(Patience, back, isIt, note, stop);

    private static async Task WithinAsync(TimeSpan patience, long back, Func<Task<bool>> isIt, Action<double> note, CancellationToken stop)
    {
        while (TimeProvider.System.GetElapsedTime(back) < patience)
        {
            if (await isIt())
            {
                note(TimeProvider.System.GetElapsedTime(back).TotalSeconds);
                return;
            }

            await Task.Delay(Look, TimeProvider.System, stop);
        }
    }

    private async Task<(string Word, IReadOnlyList<string> Checks)> HealthAsync(CancellationToken stop)
    {
        using var answer = await api.GetAsync(new Uri("health/ready", UriKind.Relative), stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        using var body = JsonDocument.Parse(text.Length == 0 ? "{}" : text);
        return (
            body.RootElement.TryGetProperty("status", out var word) ? word.ToString() : $"{(int)answer.StatusCode}",
            body.RootElement.TryGetProperty("checks", out var checks) ? [.. checks.EnumerateObject().Select(one => $"{one.Name}: {one.Value}")] : []);
    }

    /// <summary>A poll has been answered since, and nobody's presence is unknown.</summary>
    private async Task<bool> IsFreshAsync(DateTimeOffset since, CancellationToken stop) =>
        await TryJsonAsync($"{rig.Root}/presence/status", stop) is { } status
        && status.GetProperty("shareStale").GetDouble() == 0 && status.GetProperty("users").GetInt32() > 0
        && status.GetProperty("lastPoll") is { ValueKind: JsonValueKind.String } last && last.GetDateTimeOffset() >= since
        && !(status.TryGetProperty("failing", out var failing) && failing.ValueKind == JsonValueKind.Object);

    private async Task<bool> IsSecretSetAsync(CancellationToken stop) =>
        await SendAsync(HttpMethod.Put, $"{rig.Root}/secrets/im-acs", new JsonObject { ["value"] = secret }.ToJsonString(), stop) == 200
        && await TryJsonAsync($"{rig.Root}/checks/acs-im", stop, HttpMethod.Post) is { } check && check.GetProperty("ok").GetBoolean();

    private async Task<bool> IsInForceAsync(OutageResult result, string user, string department, CancellationToken stop)
    {
        if (result.NextSync is null && await TryJsonAsync($"{rig.Root}/sync", stop) is { } sync && sync.TryGetProperty("nextRun", out var next) && next.ValueKind == JsonValueKind.String)
            result.NextSync = Math.Max(0, (next.GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalSeconds);
        await SendAsync(HttpMethod.Post, $"{rig.Root}/sync", null, stop);
        return await TryJsonAsync($"{rig.Root}/users/{user}", stop) is { } found && found.GetProperty("department").ToString() == department;
    }

    private async Task<(string User, string Department)> ChangeAsync(CancellationToken stop)
    {
        var teams = await JsonAsync(control, $"_control/tenants/{rig.Tenant.Id}/teams", stop);
        var user = teams[0].GetProperty("members")[0].ToString();
        var department = $"Department {TimeProvider.System.GetTimestamp()}";
        using var body = new StringContent(new JsonObject { ["department"] = department }.ToJsonString(), Encoding.UTF8, "application/json");
        using var changed = await control.PatchAsync(new Uri($"_control/tenants/{rig.Tenant.Id}/users/{user}", UriKind.Relative), body, stop);
        changed.EnsureSuccessStatusCode();
        return (user, department);
    }

    private async Task<int> UsersAsync(CancellationToken stop) =>
        (await JsonAsync(api, $"{rig.Root}/users?top=100", stop)).GetProperty("value").EnumerateArray().Count(user => user.GetProperty("services").GetInt32() > 0);

    private (double Memory, int Threads) Footprint()
    {
        using var process = Process.GetProcessById(rig.Edition.Host.WorkerProcessId ?? throw new InvalidOperationException("The app does not run."));
        return (process.WorkingSet64 / 1048576.0, process.Threads.Count);
    }

    private async Task<int> SendAsync(HttpMethod method, string path, string? body, CancellationToken stop)
    {
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.SendAsync(request, stop);
        return (int)answer.StatusCode;
    }

    /// <summary>Null where it is refused.</summary>
    private async Task<JsonElement?> TryJsonAsync(string path, CancellationToken stop, HttpMethod? method = null)
    {
        using HttpRequestMessage request = new(method ?? HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var answer = await api.SendAsync(request, stop);
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop)).RootElement : null;
    }

    private static async Task<JsonElement> JsonAsync(HttpClient http, string path, CancellationToken stop)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), stop);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop)).RootElement;
    }
}
