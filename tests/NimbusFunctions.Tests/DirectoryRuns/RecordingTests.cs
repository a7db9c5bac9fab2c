using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using NimbusFunctions.Directory.Runs;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Graph;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.DirectoryRuns;

public sealed class RecordingTests
{
    private const string Tenant = "11111111-1111-1111-1111-111111111111";

    private readonly ManualTimeProvider time = new();
    private readonly Dictionary<string, MemoryTable> memory;
    private readonly StoreTables tables;
    private readonly RunId run;

    public RecordingTests()
    {
        memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        tables = new(name => memory[name]);
        run = RunId.Of(time.GetUtcNow(), 1);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_RowOfEachType_IsRecordedOnceAsItWasFirst()
    {
        var id = Guid.NewGuid();
        await tables.Users.AddEntityAsync(
            new TableEntity("p", "r")
            {
                ["S"] = "text",
                ["I"] = 1,
                ["L"] = 2L,
                ["D"] = 0.1,
                ["B"] = true,
                ["G"] = id,
                ["T"] = time.GetUtcNow(),
                ["X"] = new byte[] { 1, 2 },
            },
            Stop);
        using var recording = Begin();
        var watched = recording.Over(tables).Users;

        await foreach (var _ in watched.QueryAsync<TableEntity>("PartitionKey eq 'p'", null, ["RowKey"], Stop))
            await watched.UpsertEntityAsync(new TableEntity("p", "r") { ["S"] = "changed" }, TableUpdateMode.Merge, Stop);
        await watched.GetEntityAsync<TableEntity>("p", "r", null, Stop);
        var row = Assert.Single((await LinesAsync(recording)).OfType<RowLine>());

        var read = RecordedColumns.Read(row);
        Assert.Equal(
            ("text", 1, 2L, 0.1, true, id, time.GetUtcNow()),
            (read.GetString("S"), read.GetInt32("I")!.Value, read.GetInt64("L")!.Value, read.GetDouble("D")!.Value,
                read.GetBoolean("B")!.Value, read.GetGuid("G")!.Value, read.GetDateTimeOffset("T")!.Value));
        Assert.Equal([1, 2], read.GetBinary("X")!);
    }

    [Fact]
    public async Task Read_RowThatTheSliceWrote_IsNotRecorded()
    {
        using var recording = Begin();
        var watched = recording.Over(tables).Users;

        await watched.AddEntityAsync(new TableEntity("p", "own"), Stop);
        await watched.GetEntityAsync<TableEntity>("p", "own", null, Stop);

        Assert.Empty((await LinesAsync(recording)).OfType<RowLine>());
    }

    [Fact]
    public async Task Write_RefusedByARow_RecordsThatRowWhenItIsRead()
    {
        await tables.Users.AddEntityAsync(new TableEntity("p", "r"), Stop);
        using var recording = Begin();
        var watched = recording.Over(tables).Users;

        await Assert.ThrowsAnyAsync<Exception>(() => watched.AddEntityAsync(new TableEntity("p", "r"), Stop));
        await watched.GetEntityAsync<TableEntity>("p", "r", null, Stop);

        Assert.Single((await LinesAsync(recording)).OfType<RowLine>());
    }

    [Fact]
    public async Task Ledger_BeforeALineIsWritten_WhatItRestsOnIsStored()
    {
        using var recording = Begin();
        await AnswerAsync(recording, "{\"value\":[1,2]}");

        await recording.Over(tables).Ledger.AddEntityAsync(new TableEntity("p", "line"), Stop);

        var answer = Assert.Single((await StoredAsync()).OfType<AnswerLine>());
        Assert.Equal((2, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Body)))), (answer.Entries, answer.Sha256));
    }

    [Fact]
    public async Task End_MegabytesThatDoNotPack_LieInSeveralRowsAndComeBackWhole()
    {
        using var recording = Begin();
        var bodies = Enumerable.Range(0, 12).Select(_ => Convert.ToBase64String(RandomNumberGenerator.GetBytes(600_000))).ToList();
        foreach (var body in bodies)
            await AnswerAsync(recording, body);

        Assert.Equal(bodies, (await LinesAsync(recording)).OfType<AnswerLine>().Select(answer => answer.Body));
        await foreach (var row in tables.RunPages.QueryAsync<TableEntity>(cancellationToken: Stop))
            Assert.All(row.Select(column => column.Value).OfType<byte[]>(), column => Assert.True(column.Length <= 64 * 1024, "A column has more than 64 KiB."));
    }

    [Fact]
    public async Task Replay_FileThatWasCut_IsOneLine()
    {
        var (exit, said) = await ReplayAsync("{\"type\":\"run\",\"version\":1,\"tenant\":\"t\",\"run\":\"20261122120000-1\"}\n");

        Assert.Equal(1, exit);
        Assert.Contains("is no whole recording: its last line is missing", Assert.Single(said), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("{\"type\":\"answer\",\"at\":\"2026-01-01T00:00:00Z\",\"method\":\"GET\",\"url\":\"/x\",\"status\":200,\"units\":1,\"sha256\":\"00\",\"contentType\":\"\",\"body\":\"changed\"}")]
    [InlineData("{\"type\":\"unheard\"}")]
    public async Task Replay_FileThatWasDamaged_IsOneLineThatSaysWhere(string damage)
    {
        var lines = new ArrayBufferWriter<byte>();
        RecordingJson.Write(lines, new RunLine(RunLine.Current, Tenant, run.ToString()));
        RecordingJson.Write(lines, new SliceLine(0, time.GetUtcNow(), "https://graph.example/v1.0"));

        var (exit, said) = await ReplayAsync(Encoding.UTF8.GetString(lines.WrittenSpan) + damage);

        Assert.Equal(1, exit);
        Assert.Contains("line 3", Assert.Single(said), StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string[] Said)> ReplayAsync(string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content, Stop);
            using var output = new StringWriter();
            using var error = new StringWriter();
            var exit = await CommandLine.RunAsync(["replay", file], new LocalConsole(output, error), Stop);
            return (exit, error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private RunRecording Begin()
    {
        var recording = new RunRecording(
            new(tables), new(tables), Tenant, run, new SliceLine(0, time.GetUtcNow(), "https://graph.example/v1.0"));
        recording.Begin(new SyncLease(1, default));
        return recording;
    }

    private Task AnswerAsync(RunRecording recording, string body) => recording.Use.Tell!(
        new GraphAnswer(time.GetUtcNow(), "GET", "/users/delta", 200, "r", 1, null, "application/json", Encoding.UTF8.GetBytes(body)), Stop);

    private async Task<List<RecordedLine>> LinesAsync(RunRecording recording)
    {
        var summary = new RunSummary(run.ToString(), "delta", time.GetUtcNow(), time.GetUtcNow(), 1, RunCounts.Zero, []);
        await recording.EndAsync(summary, new SliceEnd.Finished(false), Stop);
        return await StoredAsync();
    }

    private async Task<List<RecordedLine>> StoredAsync()
    {
        var lines = new List<RecordedLine>();
        await foreach (var block in new RunPages(tables).ReadAsync(Tenant, run, Stop))
        {
            for (var rest = block; RecordingLines.Next(ref rest) is { } line;)
                lines.Add(RecordingJson.Read(line.Span));
        }

        return lines;
    }
}
