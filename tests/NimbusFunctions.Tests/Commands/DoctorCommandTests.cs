using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.Tests.Commands;

public sealed class DoctorCommandTests
{
    private const string Ended = "10000000-0000-0000-0000-000000000001";
    private const string Live = "10000000-0000-0000-0000-000000000002";

    [Fact]
    public async Task RunAsync_ATenantThatTheEditionDoesNotKnow_IsNamedAndTheOthersAreChecked()
    {
        var (code, console) = await RunAsync();

        using (console)
        {
            Assert.Equal(0, code);
            Assert.Contains($"ended.example ({Ended}): it is not registered", console.Output, StringComparison.Ordinal);
            Assert.Contains("live.example", console.Output, StringComparison.Ordinal);
            Assert.Contains("It is a security group.", console.Output, StringComparison.Ordinal);
            // It goes into a pipe as often as onto a screen.
            Assert.DoesNotContain('\u001b', console.Output);
        }
    }

    [Fact]
    public async Task RunAsync_ATenantThatWasAskedForAndIsNotKnown_EndsWithOne()
    {
        var (code, console) = await RunAsync("--tenant", "ended.example");

        using (console)
        {
            Assert.Equal(1, code);
            Assert.Contains("it is not registered", console.Output, StringComparison.Ordinal);
        }
    }

    private static async Task<(int Code, TestConsole Console)> RunAsync(params string[] arguments)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var server = LoopbackServer.Create();
        server.MapGet("/_control/tenants", () => Results.Text(
            $$"""[{"id":"{{Ended}}","name":"Ended","domain":"ended.example","adminUpn":"a@ended.example"},{"id":"{{Live}}","name":"Live","domain":"live.example","adminUpn":"a@live.example"}]""",
            "application/json"));
        server.MapPost("/_control/token", () => Results.Text("""{"access_token":"t"}""", "application/json"));
        server.MapGet($"/v1/tenants/{Live}/doctor", () => Results.Text(
            """{"ok":true,"value":[{"name":"tenant-group","ok":true,"result":"working","says":"It is a security group.","at":"2026-01-31T03:00:00Z"}]}""", "application/json"));
        await server.StartAsync(stop);
        var console = new TestConsole();
        var address = server.Urls.Single();
        return (await CommandLine.RunAsync(["doctor", "--api", address, "--simulator", address, .. arguments], console.Console, stop), console);
    }
}
