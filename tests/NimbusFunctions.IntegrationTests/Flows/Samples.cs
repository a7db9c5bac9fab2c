namespace NimbusFunctions.IntegrationTests.Flows;

/// <summary>The sample flows of the local edition.</summary>
internal static class Samples
{
    public static string Path(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "NimbusFunctions.sln")))
            folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The tests lie in no repository."), "local", "Flows", "samples", name);
    }
}
