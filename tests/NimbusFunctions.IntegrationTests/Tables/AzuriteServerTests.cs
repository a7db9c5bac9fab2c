using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Azure.Data.Tables;
using NimbusFunctions.Local.Azurite;

namespace NimbusFunctions.IntegrationTests.Tables;

public sealed class AzuriteServerTests : IDisposable
{
    private readonly DirectoryInfo _folder = System.IO.Directory.CreateTempSubdirectory("nimbus-azurite-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_StateDirectory_KeepsTablesBetweenRuns()
    {
        AzuriteOptions options = new(0, Path.Combine(_folder.FullName, "state"));
        await using (var first = await AzuriteServer.StartAsync(options, Ct))
        {
            var table = new TableServiceClient(first.ConnectionString).GetTableClient("Kept");
            await table.CreateAsync(Ct);
            await table.AddEntityAsync(new TableEntity("p", "r"), Ct);
        }

        await using var second = await AzuriteServer.StartAsync(options, Ct);
        TableEntity row = await new TableServiceClient(second.ConnectionString).GetTableClient("Kept").GetEntityAsync<TableEntity>("p", "r", cancellationToken: Ct);

        Assert.Equal("r", row.RowKey);
    }

    [Fact]
    public async Task DisposeAsync_Running_EndsTheProcess()
    {
        var server = await AzuriteServer.StartAsync(new AzuriteOptions(0), Ct);
        var id = server.ProcessId;

        await server.DisposeAsync();

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(id));
    }

    [Fact]
    public async Task StartAsync_PortTaken_SaysWhichInOneLine()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var refused = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteServer.StartAsync(new AzuriteOptions(port), Ct));

        Assert.Contains($"Port {port} ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Theory]
    [InlineData("nothing-of-this-name", "npm", "Node.js was not found")]
    [InlineData("echo v18.19.1", "npm", "Node.js v18.19.1 is too old")]
    [InlineData("exit 3", "npm", "does not tell its version")]
    [InlineData("echo v20.0.0", "nothing-of-this-name", "npm was not found")]
    [InlineData("echo v20.0.0", "echo trouble; echo 'npm error network is down' >&2; echo 'npm error A complete log of this run can be found in: /x/_logs/y' >&2; exit 1", "npm error network is down")]
    [InlineData("echo v20.0.0", "exit 0", "start script is missing")]
    public async Task StartAsync_ToolTrouble_SaysWhatInOneLine(string node, string npm, string said)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for node and npm are shell scripts.");
        var tools = AzuriteTools.Default() with { Node = Tool("node", node), Npm = Tool("npm", npm), CacheFolder = Path.Combine(_folder.FullName, "cache") };

        var refused = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteServer.StartAsync(new AzuriteOptions(0), tools, Ct));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Empty(System.IO.Directory.Exists(tools.CacheFolder) ? System.IO.Directory.GetDirectories(tools.CacheFolder) : []);
    }

    [Fact]
    public async Task StartAsync_CacheFolderIsAFile_SaysSoInOneLine()
    {
        var tools = AzuriteTools.Default() with { CacheFolder = Path.Combine(_folder.FullName, "cache") };
        await File.WriteAllTextAsync(tools.CacheFolder, "in the way", Ct);

        var refused = await Assert.ThrowsAsync<AzuriteException>(() => AzuriteServer.StartAsync(new AzuriteOptions(0), tools, Ct));

        Assert.Contains(tools.CacheFolder, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_InstallOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins for node and npm are shell scripts.");
        var count = Path.Combine(_folder.FullName, "installs");
        const string Main = "node_modules/azurite/dist/src/table";
        var tools = AzuriteTools.Default() with
        {
            Node = Tool("node", "echo v20.0.0"),
            Npm = Tool("npm", $"echo once >> {count}; test -f package-lock.json || exit 1; mkdir -p {Main}; touch {Main}/main.js"),
            CacheFolder = Path.Combine(_folder.FullName, "cache"),
        };

        var scripts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AzuriteInstallation.EnsureAsync(tools, Ct)));

        Assert.True(File.Exists(Assert.Single(scripts.Distinct())));
        Assert.Equal(["once"], await File.ReadAllLinesAsync(count, Ct));
        Assert.Single(System.IO.Directory.GetDirectories(tools.CacheFolder));
    }

    private string Tool(string name, string script)
    {
        if (!script.Contains(' ', StringComparison.Ordinal))
            return script;

        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
