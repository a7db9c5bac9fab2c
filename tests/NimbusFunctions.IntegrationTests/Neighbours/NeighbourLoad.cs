using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NimbusFunctions.IntegrationTests.Neighbours;

/// <summary>
/// What goes on while neighbours come and go: flows post tasks with keys, and send again what failed; an administrator reads and
/// writes; a directory changes. Each call runs in a loop of its own, so that one that hangs holds up no other.
/// </summary>
/// <param name="rig">The edition.</param>
/// <param name="user">Somebody of the first team, by id and UPN.</param>
internal sealed class NeighbourLoad(NeighbourEdition rig, (string Id, string Upn) user)
{
    public const string Posting = "post a task";

    private static readonly TimeSpan BetweenPosts = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromSeconds(1);

    private readonly HttpClient flow = rig.Administrator();
    private readonly HttpClient administrator = rig.Administrator();
    private readonly ConcurrentDictionary<string, string> failed = new(StringComparer.Ordinal);
    private readonly string run = Guid.NewGuid().ToString("N");

    public CallLog Calls { get; } = new();

    /// <summary>Every task that was answered with 200: by key, all ids that were told for it.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs until it is stopped; then every post has been answered.</summary>
    public async Task RunAsync(string secret, CancellationToken stop)
    {
        var value = new JsonObject { ["value"] = secret }.ToJsonString();
        var turn = 0;
        await Task.WhenAll(
            PostAsync(stop),
            AgainAsync(() => CallAsync("read settings", HttpMethod.Get, $"{rig.Root}/settings"), stop),
            AgainAsync(() => CallAsync("write settings", HttpMethod.Patch, $"{rig.Root}/settings/presence", $$"""{"intervalSeconds":{{5 + (turn++ % 2)}}}"""), stop),
            AgainAsync(() => CallAsync("read users", HttpMethod.Get, $"{rig.Root}/users?top=10"), stop),
            AgainAsync(() => CallAsync("read presence", HttpMethod.Get, $"{rig.Root}/presence/status"), stop),
            AgainAsync(() => CallAsync("set a secret", HttpMethod.Put, $"{rig.Root}/secrets/im-acs", value), stop),
            AgainAsync(() => CallAsync("check the group", HttpMethod.Post, $"{rig.Root}/checks/tenant-group"), stop),
            AgainAsync(ReadPermissionsAsync, stop),
            AgainAsync(() => CallAsync("search the directory", HttpMethod.Get, $"{rig.Root}/directory/users?search=an"), stop));
    }

    /// <summary>With a new token each time, which the app exchanges at the token endpoint.</summary>
    private Task ReadPermissionsAsync() => CallAsync(
        "read own permissions", HttpMethod.Get, $"{rig.Root}/users/{user.Id}/permissions", token: rig.Edition.TokenForUser(rig.Tenant.Id, user.Upn));

    /// <summary>Sends again what was not answered with 200, as a flow does.</summary>
    /// <returns>How many still failed.</returns>
    public async Task<int> RepeatAsync()
    {
        foreach (var (key, upn) in failed)
            await PostOneAsync(key, upn);
        return failed.Count;
    }

    /// <summary>A task with a key of its own.</summary>
    /// <returns>Its id; null where it was not admitted.</returns>
    public async Task<string?> PostOneAsync(string key, string upn)
    {
        var (status, body) = await CallAsync(Posting, HttpMethod.Post, "v1/ExternalTasks", $$"""{"serviceUpn":"{{upn}}"}""", key);
        if (status != 200)
        {
            failed[key] = upn;
            return null;
        }

        failed.TryRemove(key, out _);
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
        Tasks.GetOrAdd(key, _ => []).Add(id);
        return id;
    }

    private async Task PostAsync(CancellationToken stop)
    {
        List<Task> posts = [];
        for (var number = 0; await PauseAsync(BetweenPosts, stop); number++)
        {
            var upn = rig.Tenant.Teams[number % rig.Tenant.Teams.Count].Mail;
            posts.Add(PostOneAsync(string.Create(CultureInfo.InvariantCulture, $"{run}-{number}"), upn));
        }

        await Task.WhenAll(posts);
    }

    private static async Task AgainAsync(Func<Task> call, CancellationToken stop)
    {
        while (await PauseAsync(BetweenCalls, stop))
            await call();
    }

    private static async Task<bool> PauseAsync(TimeSpan time, CancellationToken stop)
    {
        await Task.Delay(time, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    /// <summary>The call is never cut short by the end of the load: its answer is waited for.</summary>
    private async Task<(int Status, string Body)> CallAsync(string name, HttpMethod method, string path, string? body = null, string? key = null, string? token = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        using HttpRequestMessage request = new(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        try
        {
            using var answer = await (key is null ? administrator : flow).SendAsync(request, CancellationToken.None);
            Calls.Add(new(name, (int)answer.StatusCode, Seconds(), answer.Headers.RetryAfter is not null, began));
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(CancellationToken.None));
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            Calls.Add(new(name, 0, Seconds(), false, began));
            return (0, "");
        }

        double Seconds() => TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }
}
