using System.Globalization;
using NimbusFunctions.Local.Commands.Api;

namespace NimbusFunctions.Local.Commands.DeadLetters;

/// <summary>What the commands do, through the operators' side of the API.</summary>
/// <param name="calls">As the operator's daemon.</param>
/// <param name="console">Where to write.</param>
internal sealed class DeadLetterWork(JsonCalls calls, LocalConsole console)
{
    private const string Root = "v1/operations/dead-letters";

    public async Task<int> ListAsync(IReadOnlyDictionary<string, string?> filter, CancellationToken stop)
    {
        var query = string.Concat(filter.Select(condition => $"&{condition.Key}={Uri.EscapeDataString(condition.Value!)}"));
        string? continuation = null;
        var count = 0;
        do
        {
            var goOn = continuation is null ? "" : $"&continuation={continuation}";
            var page = await calls.GetAsync<ApiPage<ApiDeadLetter>>($"{Root}?top=200{query}{goOn}", stop);
            foreach (var letter in page.Value)
                Tell(letter);
            (count, continuation) = (count + page.Value.Count, page.Continuation);
        }
        while (continuation is not null);

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{count} dead letter{(count == 1 ? "" : "s")}"));
        return 0;
    }

    public async Task<int> ShowAsync(string id, CancellationToken stop)
    {
        var letter = await calls.GetAsync<ApiDeadLetter>($"{Root}/{Uri.EscapeDataString(id)}", stop);
        console.Line(string.Create(CultureInfo.InvariantCulture, $"queue      {letter.Queue}"));
        console.Line($"tenant     {letter.Tenant ?? "none"}");
        console.Line($"session    {letter.SessionId ?? "none"}");
        console.Line($"reason     {letter.Reason}");
        console.Line(string.Create(CultureInfo.InvariantCulture, $"seen       {letter.FirstSeen:u} to {letter.LastSeen:u}, tried {letter.Attempts}×, replayed {letter.Replays}×"));
        console.Line($"trace      {letter.TraceId ?? "none"}");
        console.Line($"replay     {(letter.CanReplay ? "can be sent again" : letter.Obstacle)}");
        console.Line(letter.Body ?? "");
        return 0;
    }

    public async Task<int> OneAsync(string verb, string id, string? reason, CancellationToken stop)
    {
        await calls.DoAsync(HttpMethod.Post, $"{Root}/{Uri.EscapeDataString(id)}/{verb}", reason is null ? null : new { reason }, null, stop);
        console.Line(verb == "drop" ? "dropped" : "replayed");
        return 0;
    }

    /// <summary>As many calls as it takes; 1 where some were left.</summary>
    public async Task<int> ManyAsync(string verb, IReadOnlyDictionary<string, string?> filter, string? reason, CancellationToken stop)
    {
        Dictionary<string, int> left = [];
        string? continuation = null;
        var done = 0;
        do
        {
            var batch = await calls.PostAsync<ApiDeadLetterBatch>($"{Root}/{verb}", new { filter, reason, continuation }, stop);
            foreach ((var why, var number) in batch.Left)
                left[why] = left.GetValueOrDefault(why) + number;
            (done, continuation) = (done + batch.Done, batch.Continuation);
        }
        while (continuation is not null);

        console.Line(string.Create(CultureInfo.InvariantCulture, $"{done} {(verb == "drop" ? "dropped" : "replayed")}"));
        foreach ((var why, var number) in left)
            console.Line(string.Create(CultureInfo.InvariantCulture, $"{number} left: {why}"));
        return left.Count == 0 ? 0 : 1;
    }

    // Lines and no table: an id is wider than most terminals, and has to be copied whole.
    private void Tell(ApiDeadLetter letter)
    {
        console.Line(string.Create(
            CultureInfo.InvariantCulture, $"{letter.FirstSeen.UtcDateTime:yyyy-MM-dd HH:mm:ss}  {letter.Queue}  {(letter.Tenant is { } tenant ? $"tenant {tenant}" : "no tenant")}  tried {letter.Attempts}×, replayed {letter.Replays}×"));
        console.Line($"  {letter.Reason}");
        console.Line($"  {letter.Id}");
    }
}
