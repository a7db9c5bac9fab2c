namespace NimbusFunctions.IntegrationTests.Package;

/// <summary>The folder that <c>infra/hooks/package.sh</c> fills and <c>azd</c> deploys.</summary>
internal static class DeployedPackage
{
    /// <summary>Names the folder. Without it nobody knows whether one that lies about is of this code.</summary>
    public const string Variable = "NIMBUS_PACKAGE";

    /// <summary>The folder; skips the test where none is named.</summary>
    public static string Require()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(named), $"Run infra/hooks/package.sh and name its folder in {Variable}: the package takes minutes to make.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The package is for Linux.");
        var folder = Path.GetFullPath(named!);
        Assert.True(System.IO.Directory.Exists(folder), $"{Variable} names {folder}, which is not there.");
        return folder;
    }
}
