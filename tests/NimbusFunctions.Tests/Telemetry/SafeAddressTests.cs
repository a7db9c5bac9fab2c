using System.Text.Json;
using NimbusFunctions.Storage;
using NimbusFunctions.Telemetry;

namespace NimbusFunctions.Tests.Telemetry;

public sealed class SafeAddressTests
{
    [Theory]
    [InlineData("https://graph.microsoft.com/v1.0/users/6b8a0c9e-0000-4000-8000-000000000001?$select=mail", "https://graph.microsoft.com/v1.0/users/*")]
    [InlineData("https://graph.microsoft.com/v1.0/users/alma@privat.example/licenseDetails", "https://graph.microsoft.com/v1.0/users/*/licenseDetails")]
    [InlineData("https://graph.microsoft.com/v1.0/users('alma@privat.example')", "https://graph.microsoft.com/v1.0/users")]
    [InlineData("https://a.table.core.windows.net/Users(PartitionKey='t',RowKey='alma')?x=1", "https://a.table.core.windows.net/Users")]
    [InlineData("https://a.table.core.windows.net/Users()?$filter=Name%20eq%20'alma'", "https://a.table.core.windows.net/Users")]
    [InlineData("https://prod-1.logic.azure.com/workflows/abc/triggers/manual/paths/invoke?sig=secret", "https://prod-1.logic.azure.com/*/*/*/*/*/*")]
    [InlineData("https://alma:word@host.example/v1.0", "https://host.example/v1.0")]
    [InlineData("not an address", "*")]
    [InlineData(null, "*")]
    public void Of_AnyAddress_TellsNoIdNameOrQuery(string? address, string expected)
    {
        var told = SafeAddress.Of(address);

        Assert.DoesNotContain("alma", told, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", told, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(expected, told);
    }

    [Fact]
    public void Of_EveryTableAndQueue_TellsWhich()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "queues.json")));
        var queues = file.RootElement.GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("name").GetString()!);

        Assert.All(StoreTables.Names, name => Assert.Equal(
            $"https://a.table.core.windows.net/{name}", SafeAddress.Of($"https://a.table.core.windows.net/{name}(PartitionKey='t',RowKey='alma')")));
        Assert.All(queues, name => Assert.Equal($"https://a.servicebus.windows.net/{name}/messages", SafeAddress.Of($"https://a.servicebus.windows.net/{name}/messages")));
    }
}
