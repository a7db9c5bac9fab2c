using System.Text.Json;
using NimbusFunctions.IntegrationTests.Api;
using NimbusFunctions.IntegrationTests.Editions;
using NimbusFunctions.Local.Commands;

namespace NimbusFunctions.IntegrationTests.DirectoryRuns;

[Collection(LocalEditionCollection.Name)]
public class RunEndpointTests(LocalEditionFixture edition)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Runs => $"v1/tenants/{edition.TenantId}/sync/runs";

    [Fact]
    public async Task List_PageByPage_HasEachRunOnceTheNewestFirst()
    {
        for (var run = 0; run < 3; run++)
            await edition.SyncAsync();
        var ids = new List<string>();
        string? continuation = null;
        do
        {
            var page = await ReadAsync($"{Runs}?top=2{(continuation is null ? "" : $"&continuation={continuation}")}");
            ids.AddRange(page.GetProperty("value").EnumerateArray().Select(run => run.GetProperty("id").GetString()!));
            continuation = page.GetProperty("continuation").GetString();
        }
        while (continuation is not null);

        var sequences = ids.Select(id => int.Parse(id.Split('-')[1], null)).ToList();
        Assert.True(sequences.Count >= 3, $"There are only {sequences.Count} runs.");
        Assert.Equal(Enumerable.Range(1, sequences[0]).Reverse(), sequences);
    }

    [Fact]
    public async Task Read_RunThatRemovedSomebody_TellsWhatItReadAndDecided()
    {
        var leaver = (await edition.Api.UsersAsync(Stop)).First(user => user.Services == 1 && user.UserPrincipalName != edition.Tenant.AdminUpn);
        await edition.Control.DeleteUserAsync(edition.TenantId, leaver.Id, Stop);
        var run = await edition.SyncAsync();

        var details = await ReadAsync($"{Runs}/{run.Id}");
        // The edition is shared.
        await edition.Control.RestoreUserAsync(edition.TenantId, leaver.Id, Stop);
        await edition.SyncAsync();

        Assert.Equal(run.Id, details.GetProperty("run").GetProperty("id").GetString());
        var reads = details.GetProperty("reads").EnumerateArray().ToList();
        Assert.Contains(reads, read => read.GetProperty("url").GetString()!.StartsWith("/users/delta", StringComparison.Ordinal)
            && read.GetProperty("entries").GetInt32() > 0 && read.GetProperty("sha256").GetString()!.Length == 64
            && read.GetProperty("requestId").GetString() is not null);
        Assert.Contains(reads, read => read.GetProperty("url").GetString()!.StartsWith($"/users/{leaver.Id}", StringComparison.Ordinal)
            && read.GetProperty("status").GetInt32() == 404);
        var decision = Assert.Single(details.GetProperty("decisions").EnumerateArray().ToList());
        Assert.Equal(("user-soft-deleted", leaver.Id), (decision.GetProperty("action").GetString(), decision.GetProperty("subject").GetString()));
        Assert.Equal(reads.Count, details.GetProperty("run").GetProperty("answers").GetInt32());
    }

    [Theory]
    [InlineData("?format=csv", null)]
    [InlineData("", "text/csv")]
    public async Task Read_AsCsv_HasALineForWhoJoined(string query, string? accept)
    {
        var first = (await ReadAsync($"{Runs}?top=200")).GetProperty("value").EnumerateArray()
            .Last(run => run.GetProperty("counts").GetProperty("added").GetInt32() > 0);
        using var client = edition.Client(edition.SystemToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Runs}/{first.GetProperty("id").GetString()}{query}");
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        using var response = await client.SendAsync(request, Stop);
        var lines = (await response.Content.ReadAsStringAsync(Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("at,run,action,subject,proof,scope", lines[0]);
        Assert.Contains(lines.Skip(1), line => line.Contains(",members-joined,", StringComparison.Ordinal) && line.Contains("listed in the team", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("20200101000000-7", 404, "run")]
    [InlineData("20200101000000-7/recording", 404, "run")]
    [InlineData("7", 400, "run")]
    [InlineData("2020010100000-07", 400, "run")]
    [InlineData("20200101000000-7?format=xml", 400, "format")]
    [InlineData("?top=0", 400, "top")]
    [InlineData("?from=2026-13-01", 400, "from")]
    [InlineData("?from=2020-01-01&to=2026-01-01", 400, "from")]
    [InlineData("?continuation=zzz", 400, "continuation")]
    [InlineData("?since=2026-01-01", 400, "since")]
    public async Task Read_WhatIsNotThere_NamesIt(string path, int status, string named)
    {
        using var client = edition.Client(edition.SystemToken);

        (await client.CallAsync(HttpMethod.Get, path[0] == '?' ? Runs + path : $"{Runs}/{path}")).IsProblem(status, named);
    }

    [Fact]
    public async Task Recording_OfEachRun_ReplaysToTheSameDecisions()
    {
        await edition.SyncAsync();
        foreach (var run in (await ReadAsync($"{Runs}?top=200")).GetProperty("value").EnumerateArray())
        {
            var file = Path.GetTempFileName();
            try
            {
                using var client = edition.Client(edition.SystemToken);
                await using (var recording = await client.GetStreamAsync(new Uri($"{Runs}/{run.GetProperty("id").GetString()}/recording", UriKind.Relative), Stop))
                await using (var stream = File.Create(file))
                    await recording.CopyToAsync(stream, Stop);
                using var output = new StringWriter();

                var exit = await CommandLine.RunAsync(["replay", file], new LocalConsole(output, output), Stop);

                Assert.True(exit == 0, output.ToString());
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var client = edition.Client(edition.SystemToken);
        await using var body = await client.GetStreamAsync(new Uri(path, UriKind.Relative), Stop);
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: Stop);
        return document.RootElement.Clone();
    }
}
