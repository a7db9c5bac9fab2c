using System.Diagnostics;
using System.Text.Json.Nodes;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.Infra;

/// <summary>Runs <c>infra/entra/register.sh</c> in a tenant of its own: the Azure CLI on its PATH is the test's.</summary>
internal sealed class RegistrationScript : IDisposable
{
    public const string Address = "https://func-nimbus.example";
    public const string Issuer = "https://login.microsoftonline.com/00000000-0000-0000-0000-0000000000aa/v2.0";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("nimbus-entra-");

    public RegistrationScript()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for bash.");
        var cli = Path.Combine(folder.FullName, "az");
        File.Copy(Path.Combine(Repository.Root, "tests", "NimbusFunctions.IntegrationTests", "Infra", "az.mjs"), cli + ".mjs");
        File.WriteAllText(cli, $"#!/usr/bin/env bash\nexec node '{cli}.mjs' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(cli, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>What was changed in the tenant so far, in order.</summary>
    public string[] Calls => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    /// <summary>The registration.</summary>
    public JsonNode App => JsonNode.Parse(File.ReadAllText(StateFile))!["apps"]!.AsArray().Single()!;

    private string CallsFile => Path.Combine(folder.FullName, "calls");

    private string StateFile => Path.Combine(folder.FullName, "state");

    /// <summary>A registration that somebody made by hand.</summary>
    public void Put(string app) => File.WriteAllText(StateFile, $$"""{"apps":[{{app}}],"principals":[]}""");

    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new("bash", [Path.Combine(Repository.Root, "infra", "entra", "register.sh"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["AZ_STATE"] = StateFile;
        start.Environment["AZ_CALLS"] = CallsFile;
        foreach (var name in (string[])["NIMBUS_ENTRA_CLIENT_ID", "SERVICE_FUNCTIONS_URI", "FEDERATED_CREDENTIAL_ISSUER", "FEDERATED_CREDENTIAL_SUBJECT"])
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
