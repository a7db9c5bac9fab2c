namespace NimbusFunctions.Bench;

/// <summary>Where the sources are: some benches build them.</summary>
internal static class Repository
{
    private const string Mark = "NimbusFunctions.sln";

    /// <exception cref="BenchException">The program does not run from inside a clone.</exception>
    public static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
                return folder.FullName;
        }

        throw new BenchException($"There is no {Mark} above {AppContext.BaseDirectory}: run the bench from a clone, with 'dotnet run -c Release --project bench'.");
    }
}
