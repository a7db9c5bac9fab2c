using System.Text.Json;
using NimbusFunctions.Tasks.Arrivals;

namespace NimbusFunctions.Tests.TasksArrivals;

public sealed class ArrivalMessageTests
{
    private static readonly DateTimeOffset Seen = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", "", null)]
    [InlineData("\"Email\"", "\"Call\"", "modality")]
    [InlineData("\"Email\"", "\"1\"", "modality")]
    [InlineData("\"Email\"", "null", "modality")]
    [InlineData("\"mail-1\"", "null", "id")]
    [InlineData("\"mail-1\"", "\" \"", "id")]
    [InlineData("\"sales\"", "\"a/b@alpenwerk.example\"", "service")]
    [InlineData("\"sales\"", "\"\"", "service")]
    [InlineData("0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01", "alpenwerk", "tenant")]
    [InlineData("2026-11-22T07:00:00Z", "yesterday", "arrived")]
    [InlineData("{}", "[]", "content")]
    [InlineData("{}", "null", "content")]
    public void Validate_Body_NamesWhatIsWrong(string instead, string of, string? field)
    {
        var body = """{"id":"mail-1","tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","service":"sales","modality":"Email","arrived":"2026-11-22T07:00:00Z","content":{}}""";

        var errors = Read(instead.Length == 0 ? body : body.Replace(instead, of, StringComparison.Ordinal)).Validate().ToDictionary();

        Assert.Equal(field, errors.Keys.SingleOrDefault());
    }

    [Theory]
    [InlineData(null, "2026-11-22T08:00:00Z")]
    [InlineData("2026-11-22T07:59:00+01:00", "2026-11-22T06:59:00Z")]
    [InlineData("2026-11-22T07:59:00", "2026-11-22T07:59:00Z")]
    [InlineData("2099-01-01T00:00:00Z", "2026-11-22T08:00:00Z")]
    public void ArrivedAt_TimeGiven_IsNeverAfterItWasSeen(string? arrived, string expected) => Assert.Equal(
        DateTimeOffset.Parse(expected, null), new ArrivalMessage(Arrived: arrived).ArrivedAt(Seen));

    private static ArrivalMessage Read(string body) => JsonSerializer.Deserialize(body, NimbusJson.Default.ArrivalMessage)!;
}
