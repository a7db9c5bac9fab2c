using System.Net;
using NimbusFunctions.Local.Simulator;

namespace NimbusFunctions.Tests.Simulator;

/// <summary>A directory that outlives its simulator.</summary>
public sealed class JournalTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("nimbus-journal-").FullName;

    [Fact]
    public async Task State_SurvivesARestart_DeltaLinksToo()
    {
        var time = new SteppedTime();
        var options = SimulatorBench.Quiet with { StateDirectory = _folder };
        string link, gone, joined, users, teams;
        await using (var bench = await SimulatorBench.StartAsync(options, time))
        {
            gone = (await bench.GraphAsync("/users?$top=9&$select=id")).Value[8].GetProperty("id").GetString()!;
            await bench.ControlAsync("DELETE", $"users/{gone}");
            joined = (await bench.ControlAsync("POST", "users", new { givenName = "Ida", surname = "Roth" })).Text("id")!;
            await bench.ControlAsync("POST", $"teams/{bench.Tenant.Teams[0].Id}/members/{joined}?role=owner");
            await bench.ControlAsync("DELETE", "permissions/Presence.Read.All");
            link = new Uri((await bench.GraphAsync("/users/delta?$select=displayName&$deltatoken=latest")).DeltaLink!).PathAndQuery["/v1.0".Length..];
            await bench.ControlAsync("PATCH", $"users/{joined}", new { displayName = "Ida R." });
            users = (await bench.ControlAsync("GET", "users")).Body;
            teams = (await bench.ControlAsync("GET", "teams")).Body;
        }

        await using (var bench = await SimulatorBench.StartAsync(options, time))
        {
            Assert.Equal(users, (await bench.ControlAsync("GET", "users")).Body);
            Assert.Equal(teams, (await bench.ControlAsync("GET", "teams")).Body);
            Assert.Equal("Ida R.", Assert.Single((await bench.GraphAsync(link)).IsOk().Value).GetProperty("displayName").GetString());
            (await bench.GraphAsync($"/users/{joined}/presence")).Is(HttpStatusCode.Forbidden);
            (await bench.ControlAsync("POST", $"users/{gone}/restore")).IsOk();
            (await bench.ControlAsync("POST", "users", new { })).Is(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task LastLine_CutShortByACrash_IsDropped()
    {
        var options = SimulatorBench.Quiet with { StateDirectory = _folder };
        await using (var bench = await SimulatorBench.StartAsync(options)) await bench.ControlAsync("DELETE", $"users/{bench.Tenant.AdminUpn}");
        await File.AppendAllTextAsync(Path.Combine(_folder, "directory.jsonl"), "{\"at\":\"2026-", TestContext.Current.CancellationToken);
        await using (var bench = await SimulatorBench.StartAsync(options))
        {
            Assert.Single((await bench.ControlAsync("GET", "users?deleted=true")).IsOk().Json.EnumerateArray().ToArray());
            (await bench.ControlAsync("POST", "users", new { })).Is(HttpStatusCode.Created);
        }

        await using var again = await SimulatorBench.StartAsync(options);
        Assert.Equal(300, (await again.ControlAsync("GET", "users")).IsOk().Json.GetArrayLength());
    }

    [Fact]
    public async Task JournalOfOtherDirectories_IsRefusedInOneLine()
    {
        var options = SimulatorBench.Quiet with { StateDirectory = _folder };
        await (await SimulatorBench.StartAsync(options)).DisposeAsync();
        var refused = await Assert.ThrowsAsync<SimulatorException>(() => SimulatorBench.StartAsync(options with { Seed = 2 }));
        Assert.Contains("seed 1", refused.Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "directory.jsonl"), "nonsense\n", TestContext.Current.CancellationToken);
        Assert.Contains("Line 1", (await Assert.ThrowsAsync<SimulatorException>(() => SimulatorBench.StartAsync(options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithSenselessOptionsOrATakenPort_SaysSoInOneLine()
    {
        var wrong = await Assert.ThrowsAsync<SimulatorException>(() => SimulatorBench.StartAsync(new SimulatorOptions { Users = 0, HttpPort = -1 }));
        Assert.Contains("Users is 0", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("HttpPort is -1", wrong.Message, StringComparison.Ordinal);
        await using var bench = await SimulatorBench.StartAsync();
        var taken = await Assert.ThrowsAsync<SimulatorException>(() => SimulatorBench.StartAsync(SimulatorBench.Quiet with { HttpPort = bench.Server.HttpAddress.Port }));
        Assert.Contains(bench.Server.HttpAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), taken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_WithoutAStateFolder_GoWithTheSimulator()
    {
        string authority, assertion;
        await using (var bench = await SimulatorBench.StartAsync())
        {
            (authority, assertion) = (bench.Server.CertificateAuthorityFile, bench.Server.AssertionFile);
            Assert.Contains("BEGIN CERTIFICATE", await File.ReadAllTextAsync(authority, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", await File.ReadAllTextAsync(authority, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(assertion));
        }

        Assert.False(File.Exists(authority));
        Assert.False(File.Exists(assertion));
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
