using System.Globalization;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.Retention;

/// <summary>A tenant with a history of two years lives through the days in which its retention is lowered.</summary>
public sealed class MovedTimeTests : IAsyncLifetime
{
    private const int History = 745;
    private const int Kept = 730;
    private const int Lowered = 700;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private LocalEdition? edition;
    private HttpClient? http;

    private LocalEdition Edition => edition ?? throw new InvalidOperationException("The local edition has not started.");

    private HttpClient Http => http ?? throw new InvalidOperationException("The local edition has not started.");

    private string Retention => $"v1/tenants/{Edition.Simulator.Tenants[0].Id}/retention";

    public async ValueTask InitializeAsync()
    {
        edition = await LocalEdition.StartAsync(
            LocalEditionOptions.OnFreePorts with { Users = 60, Teams = 4, HistoryDays = History }, new CollectedJournal(), TextWriter.Null, CancellationToken.None);
        http = LoopbackHttp.Create(Edition.Api);
        http.DefaultRequestHeaders.Authorization = new("Bearer", Edition.TokenForSystem(Edition.Simulator.Tenants[0].Id));
    }

    public async ValueTask DisposeAsync()
    {
        http?.Dispose();
        if (edition is not null)
            await edition.DisposeAsync();
    }

    [Fact]
    public async Task When_ALoweringsHoldIsOver_Should_PurgeBoundToHoldsAndPausesAndSaySo()
    {
        var noon = UntilNoon();
        await MoveAsync(noon);
        await WaitUntilPurgedAsync(daysAgo: Kept + 1);
        Assert.DoesNotContain(await TasksReceiptsAsync(), line => line.Day > DaysAgo(Kept));

        await SettleAsync(Lowered);
        var plan = (await Http.CallAsync(HttpMethod.Get, $"{Retention}/plan")).Json;
        Assert.Equal(Lowered, plan.GetProperty("held")[0].GetProperty("daysLowered").GetInt32());
        Assert.True(plan.GetProperty("rows").GetProperty("counted").GetInt64() > 200);

        var service = (await Http.CallAsync(HttpMethod.Get, Retention.Replace("retention", "services", StringComparison.Ordinal))).Json
            .GetProperty("value")[0].GetProperty("id").GetString();
        Assert.Equal(201, (await Http.CallAsync(HttpMethod.Post, $"{Retention}/holds", $$"""{"service":"{{service}}","reason":"a case"}""")).Status);
        await MoveAsync(noon + TimeSpan.FromHours(18));
        Assert.DoesNotContain(await TasksReceiptsAsync(), line => line.Day > DaysAgo(Kept - 2));

        await MoveAsync(noon + TimeSpan.FromHours(28));
        await WaitUntilPurgedAsync(daysAgo: Lowered + 3);
        var lines = await TasksReceiptsAsync();
        Assert.Contains(lines, line => line.Held > 0);
        Assert.All(lines, line => Assert.Equal(line.Counted, line.Removed + line.Held));
        Assert.True((await Http.CallAsync(HttpMethod.Get, $"{Retention}/receipts/verification")).Json.GetProperty("sound").GetBoolean());
    }

    /// <summary>From two hours on: at every hour of the day the purge then finds the same days over, the margin behind midnight too.</summary>
    private TimeSpan UntilNoon()
    {
        var earliest = Edition.Clock.GetUtcNow().AddHours(2);
        var noon = new DateTimeOffset(earliest.UtcDateTime.Date, TimeSpan.Zero).AddHours(12);
        var wait = TimeSpan.FromHours(2) + (noon >= earliest ? noon - earliest : noon.AddDays(1) - earliest);
        return TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds));
    }

    private async Task SettleAsync(int days) => Assert.Equal(
        200, (await Http.CallAsync(HttpMethod.Put, Retention.Replace("retention", "settings/retention", StringComparison.Ordinal), $$"""{"tasks":{{days}}}""")).Status);

    private async Task MoveAsync(TimeSpan ahead)
    {
        using var control = LoopbackHttp.Create(Edition.Simulator.HttpAddress);
        var answer = await control.CallAsync(
            HttpMethod.Put, "_control/clock", string.Create(CultureInfo.InvariantCulture, $$"""{"aheadSeconds":{{ahead.TotalSeconds}}}"""));
        Assert.Equal(200, answer.Status);
        Assert.Equal(ahead, Edition.Clock.Ahead);
    }

    private DateOnly DaysAgo(int days) => DateOnly.FromDateTime(Edition.Clock.GetUtcNow().UtcDateTime).AddDays(-days);

    private async Task WaitUntilPurgedAsync(int daysAgo)
    {
        var began = TimeProvider.System.GetTimestamp();
        while ((await TasksReceiptsAsync()).All(line => line.Day < DaysAgo(daysAgo)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"The day {DaysAgo(daysAgo)} was not purged in time.");
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    private async Task<IReadOnlyList<(DateOnly Day, int Counted, int Removed, int Held)>> TasksReceiptsAsync()
    {
        var csv = await Http.GetStringAsync(new Uri($"{Retention}/receipts?format=csv", UriKind.Relative), TestContext.Current.CancellationToken);
        return [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Where(cells => cells[2] == "history.task")
            .Select(cells => (DateOnly.ParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture), Whole(cells[5]), Whole(cells[6]), Whole(cells[7])))];
    }

    private static int Whole(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
