using System.Text.Json;

namespace NimbusFunctions.Tests.TasksEvents;

public sealed class TaskEventTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z","state":"Offered","attempt":1}""", null)]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z"}""", null)]
    [InlineData("""{"taskId":"x","id":"e","at":"2026-11-22T08:00:00Z"}""", "tenant")]
    [InlineData("""{"tenant":"alpenwerk","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z"}""", "tenant")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","id":"e","at":"2026-11-22T08:00:00Z"}""", "taskId")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","at":"2026-11-22T08:00:00Z"}""", "id")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e"}""", "at")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:05:01Z"}""", "at")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z","state":"Held"}""", "state")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z","state":9}""", "state")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z","state":"Terminated","completionReason":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}""", "completionReason")]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","taskId":"x","id":"e","at":"2026-11-22T08:00:00Z","attempt":0}""", "attempt")]
    public void Validate_Body_NamesWhatIsWrong(string body, string? field)
    {
        var errors = JsonSerializer.Deserialize(body, NimbusJson.Default.TaskEvent)!.Validate(Now).ToDictionary();

        Assert.Equal(field, errors.Keys.SingleOrDefault());
    }
}
