using System.Text.Json;
using NimbusFunctions.Tests;

namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>Nothing is missing from the package, and nothing is in it that is not needed.</summary>
public sealed class PackageContentTests
{
    private static readonly string[] Unwanted = [".pdb", ".xml", ".cs", ".md", ".bicep", ".user", ".http", ".pfx", ".pem", ".key"];

    [Fact]
    public void Package_ItsFunctions_AreThoseOfTheRepository()
    {
        var folder = DeployedPackage.Require();
        var source = Path.Combine(Repository.Root, "functions", "triggers");

        Assert.NotEmpty(Functions(source));
        Assert.Equal(Functions(source), Functions(folder));
        Assert.All(Functions(source), name => Same(Path.Combine(source, name, "function.json"), Path.Combine(folder, name, "function.json")));
        Same(Path.Combine(Repository.Root, "host.json"), Path.Combine(folder, "host.json"));
    }

    [Fact]
    public void Package_ItsExecutable_IsTheOneOfHostJsonAndCanBeRun()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The package is for Linux.");
        var folder = DeployedPackage.Require();
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "host.json")));
        var executable = host.RootElement.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString()!;

        // Without it the host cannot start it.
        const UnixFileMode RunBits = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Assert.True(!OperatingSystem.IsWindows() && File.GetUnixFileMode(Path.Combine(folder, executable)).HasFlag(RunBits));
        // Self-contained: the runtime lies beside it.
        Assert.True(File.Exists(Path.Combine(folder, "libcoreclr.so")));
    }

    [Fact]
    public void Package_WhatNobodyNeeds_IsNotInIt()
    {
        var folder = DeployedPackage.Require();
        var files = System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToArray();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files.Select(file => Path.GetRelativePath(folder, file)), IsUnwanted);
    }

    // The counter-check: what should not be there would be found.
    [Theory]
    [InlineData("Nimbus.Platform.pdb", true)]
    [InlineData("NimbusFunctions.xml", true)]
    [InlineData("appsettings.Development.json", true)]
    [InlineData("local.settings.json", true)]
    [InlineData("Health/.env", true)]
    [InlineData("Microsoft.AspNetCore.Mvc.Core.dll", true)]
    [InlineData("NimbusFunctions.Local.dll", true)]
    [InlineData("NimbusFunctions.dll", false)]
    [InlineData("Health/function.json", false)]
    [InlineData("libcoreclr.so", false)]
    public void IsUnwanted_OfAFile_Tells(string file, bool expected) => Assert.Equal(expected, IsUnwanted(file));

    private static bool IsUnwanted(string path)
    {
        var name = Path.GetFileName(path);
        return Unwanted.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            || name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
            || name.Contains("local.settings", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith('.')
            // The framework that nothing of ours reaches, and what only this machine needs.
            || name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)
            || name.StartsWith("NimbusFunctions.Local", StringComparison.Ordinal);
    }

    private static string[] Functions(string folder) => [.. System.IO.Directory.EnumerateFiles(folder, "function.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    private static void Same(string expected, string found) => Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(found));
}
