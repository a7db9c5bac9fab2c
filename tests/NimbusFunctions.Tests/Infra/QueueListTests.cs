using System.Text.Json;

namespace NimbusFunctions.Tests.Infra;

public sealed class QueueListTests
{
    private const string DeadLetters = "/$deadletterqueue";

    [Fact]
    public void Queues_EveryTriggersQueue_IsDeployed()
    {
        var deployed = Queues().Select(queue => queue.Name).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(Triggers());
        Assert.All(Triggers(), trigger => Assert.Contains(trigger.Queue.Replace(DeadLetters, "", StringComparison.Ordinal), deployed));
    }

    [Fact]
    public void Queues_EveryQueue_IsReadByItsFunctionAloneOrByAnotherSystem()
    {
        foreach (var queue in Queues())
        {
            var readers = Triggers().Where(trigger => trigger.Queue == queue.Name).ToArray();
            if (queue.ReadBy is null)
            {
                Assert.False(string.IsNullOrWhiteSpace(queue.Reader), $"Nothing says who reads {queue.Name}.");
                Assert.Empty(readers);
                continue;
            }

            Assert.Null(queue.Reader);
            Assert.Equal(new(queue.ReadBy, queue.Name, queue.RequiresSession), Assert.Single(readers));
        }
    }

    // A dead-letter sub-queue has no sessions of its own.
    [Fact]
    public void Queues_WhatTheyGiveUp_IsCollected()
    {
        var own = Queues().Where(queue => queue.ReadBy is not null).Select(queue => queue.Name + DeadLetters);
        var collected = Triggers().Where(trigger => trigger.Queue.EndsWith(DeadLetters, StringComparison.Ordinal)).ToArray();

        Assert.Equal(own.Order(), collected.Select(trigger => trigger.Queue).Order());
        Assert.DoesNotContain(collected, trigger => trigger.Sessions);
    }

    private static Queue[] Queues()
    {
        using var file = JsonDocument.Parse(InfraFiles.Read("queues.json"));
        return [.. file.RootElement.GetProperty("queues").EnumerateArray().Select(queue => new Queue(
            queue.GetProperty("name").GetString()!, queue.GetProperty("requiresSession").GetBoolean(), Text(queue, "readBy"), Text(queue, "reader")))];
    }

    private static Trigger[] Triggers() =>
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "triggers"), "function.json", SearchOption.AllDirectories).SelectMany(Bindings)];

    private static IEnumerable<Trigger> Bindings(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var binding in file.RootElement.GetProperty("bindings").EnumerateArray().Where(binding => Text(binding, "queueName") is not null))
        {
            Assert.Equal("ServiceBus", Text(binding, "connection"));
            yield return new(
                Path.GetFileName(Path.GetDirectoryName(path))!,
                Text(binding, "queueName")!,
                binding.TryGetProperty("isSessionsEnabled", out var sessions) && sessions.GetBoolean());
        }
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Queue(string Name, bool RequiresSession, string? ReadBy, string? Reader);

    private sealed record Trigger(string Function, string Queue, bool Sessions);
}
