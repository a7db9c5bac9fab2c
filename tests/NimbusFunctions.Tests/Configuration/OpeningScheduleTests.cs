using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NimbusFunctions.Configuration;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Configuration.Samples;

namespace NimbusFunctions.Tests.Configuration;

public sealed class OpeningScheduleTests
{
    private const string Hours = """
        {"timeZone":"Europe/Zurich","weekly":[{"day":"Sunday","from":"01:00","to":"04:00"},{"day":"Monday","from":"08:00","to":"12:00"},{"day":"Monday","from":"22:00","to":"24:00"},{"day":"Tuesday","from":"00:00","to":"02:00"}],
         "specialDays":[{"date":"2030-12-23","hours":[]},{"date":"2030-12-25","hours":[{"from":"10:00","to":"11:00"}]}]}
        """;

    [Theory]
    [InlineData("2030-12-16T06:59:59Z", false)]
    [InlineData("2030-12-16T07:00:00Z", true)]
    [InlineData("2030-12-16T10:59:59Z", true)]
    [InlineData("2030-12-16T11:00:00Z", false)]
    [InlineData("2030-07-15T06:00:00Z", true)]
    [InlineData("2030-12-16T22:59:59Z", true)]
    [InlineData("2030-12-16T23:00:00Z", true)]
    [InlineData("2030-12-17T01:00:00Z", false)]
    [InlineData("2030-12-23T08:00:00Z", false)]
    [InlineData("2030-12-25T09:30:00Z", true)]
    [InlineData("2030-12-25T07:30:00Z", false)]
    // The clock goes from two to three: the hour between does not come; and from three to two: it comes twice.
    [InlineData("2030-03-31T00:59:59Z", true)]
    [InlineData("2030-03-31T01:00:00Z", true)]
    [InlineData("2030-03-31T02:00:00Z", false)]
    [InlineData("2030-10-27T00:30:00Z", true)]
    [InlineData("2030-10-27T01:30:00Z", true)]
    [InlineData("2030-10-27T03:00:00Z", false)]
    public void IsOpen_AtAMoment_FollowsTheClocksOfTheZone(string at, bool open) =>
        Assert.Equal(open, OpeningSchedule.Parse(Hours).IsOpen(DateTimeOffset.Parse(at, null)));

    [Fact]
    public void IsOpen_AnySchedule_AgreesWithMinutesPaintedOneByOne() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var json = Any(random);
        var schedule = OpeningSchedule.Parse(json.ToJsonString());
        var zone = TimeZoneInfo.FindSystemTimeZoneById(json["timeZone"]!.GetValue<string>());
        for (var times = 0; times < 30; times++)
        {
            var at = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(3 * 365 * 86_400));
            if (schedule.IsOpen(at) != Painted(json, TimeZoneInfo.ConvertTime(at, zone).DateTime))
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsOpen_AMomentInAnyOffset_IsTheSame() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var schedule = OpeningSchedule.Parse(Any(random).ToJsonString());
        var at = new DateTimeOffset(2030, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(500_000));
        return schedule.IsOpen(at) == schedule.IsOpen(at.ToOffset(TimeSpan.FromHours(random.Next(-12, 13))));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void IsOpen_ADayWithoutSpecialHours_IsThatOfTheWeekBeforeAtTheSameClock() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var json = Any(random);
        (json["timeZone"], json["specialDays"]) = ("UTC", new JsonArray());
        var schedule = OpeningSchedule.Parse(json.ToJsonString());
        var at = new DateTimeOffset(2030, 6, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(500_000));
        return schedule.IsOpen(at) == schedule.IsOpen(at.AddDays(7));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task Open_ThroughHttp_TellsWhetherItIs()
    {
        await using var house = await ApiHouse.StartAsync();
        using var system = house.System();
        var path = PathOf("opening-hours", await system.MakeAsync("opening-hours", "Desk"));

        var open = (await system.CallAsync(HttpMethod.Get, $"{path}/open?at=2030-12-16T07:00:00Z")).IsOk().Json;
        Assert.Equal((true, "2030-12-16T08:00:00+01:00"), (open["open"]!.GetValue<bool>(), open["local"]!.GetValue<string>()));
        Assert.False((await system.CallAsync(HttpMethod.Get, $"{path}/open?at=2030-12-25T07:00:00Z")).IsOk().Json["open"]!.GetValue<bool>());
        (await system.CallAsync(HttpMethod.Get, $"{path}/open")).IsOk();
        foreach (var query in new[] { "at=x", "at=", "when=1", "at=9999-12-31T23:59:59Z", "at=0001-01-01T00:00:00Z" })
            (await system.CallAsync(HttpMethod.Get, $"{path}/open?{query}")).IsProblem(HttpStatusCode.BadRequest, "invalid-request");
        (await system.CallAsync(HttpMethod.Get, $"{PathOf("opening-hours", "00000000-0000-0000-0000-000000000009")}/open")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    private static JsonObject Any(Random random)
    {
        string[] zones = ["UTC", "Europe/Zurich", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
        return new JsonObject
        {
            ["timeZone"] = zones[random.Next(zones.Length)],
            ["weekly"] = new JsonArray([.. Enum.GetNames<DayOfWeek>().SelectMany(day => Ranges(random).Select(range =>
            {
                range["day"] = day;
                return (JsonNode)range;
            }))]),
            ["specialDays"] = new JsonArray([.. Enumerable.Range(0, random.Next(20)).Select(_ => new DateOnly(2030, 1, 1).AddDays(random.Next(1_000))).Distinct()
                .Select(day => (JsonNode)new JsonObject { ["date"] = day.ToString("yyyy-MM-dd", null), ["hours"] = new JsonArray([.. Ranges(random)]) })]),
        };
    }

    private static IEnumerable<JsonObject> Ranges(Random random)
    {
        var edges = Enumerable.Range(0, 2 * random.Next(4)).Select(_ => random.Next(24 * 60 + 1)).Distinct().Order().ToList();
        for (var edge = 0; edge + 1 < edges.Count; edge += 2)
            yield return new() { ["from"] = Time(edges[edge]), ["to"] = Time(edges[edge + 1]) };
    }

    private static string Time(int minutes) => $"{minutes / 60:d2}:{minutes % 60:d2}";

    /// <summary>A model: the minutes of the day one by one.</summary>
    private static bool Painted(JsonObject json, DateTime local)
    {
        var day = new bool[(24 * 60) + 1];
        var special = json["specialDays"]!.AsArray().FirstOrDefault(known => known!["date"]!.GetValue<string>() == local.ToString("yyyy-MM-dd", null));
        var ranges = special is null
            ? json["weekly"]!.AsArray().Where(range => range!["day"]!.GetValue<string>() == local.DayOfWeek.ToString())
            : special["hours"]!.AsArray();
        foreach (var range in ranges)
        {
            for (var minute = Minutes(range!["from"]!); minute < Minutes(range["to"]!); minute++)
                day[minute] = true;
        }

        return day[(int)local.TimeOfDay.TotalMinutes];

        static int Minutes(JsonNode time) => (int.Parse(time.GetValue<string>()[..2], null) * 60) + int.Parse(time.GetValue<string>()[3..], null);
    }
}
