using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>The project's own table against the product's matrices, cell by cell.</summary>
public sealed class MatrixTests
{
    private static readonly (string File, IReadOnlyDictionary<string, Mapping> Rows)[] Files =
        [("admin", AdminMapping.Rows), ("portal", PortalMapping.Rows), ("configuration", PortalMapping.ConfigurationRows), ("dashboards", PortalMapping.DashboardRows)];

    [Theory]
    [InlineData("admin", 150)]
    [InlineData("portal", 88)]
    [InlineData("configuration", 34)]
    [InlineData("dashboards", 21)]
    public void EveryRow_IsMapped_AndEveryMappingHasARow(string file, int count)
    {
        var rows = MatrixFile.Read(file);
        var mapped = Files.Single(known => known.File == file).Rows;

        Assert.Equal(count, rows.Count);
        IsNothing(rows.Where(row => KeyFor(row, mapped) is null).Select(row => row.ToString()));
        IsNothing(mapped.Keys.Except(rows.Select(row => KeyFor(row, mapped)!)));
        IsNothing(mapped.Values.SelectMany(PermissionsOf).Except(PermissionTable.Names));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("portal")]
    [InlineData("configuration")]
    public void EveryCell_OfAMappedRow_HasTheLettersOfTheTableUnlessDecidedOtherwise(string file)
    {
        var mapped = Files.Single(known => known.File == file).Rows;
        var (wrong, stale) = (new List<string>(), new List<string>());
        foreach (var row in MatrixFile.Read(file))
        {
            foreach (var (column, cell) in row.Cells.Where(cell => HasColumn(row, cell.Key)))
            {
                var differs = MatrixFile.RolesOf(column).Any(role => LettersHere(mapped[KeyFor(row, mapped)!], role).Any(letters => letters != MatrixFile.LettersOf(cell)));
                var decided = DecidedCells.All.Contains((file, row.Key, column));
                if (differs && !decided)
                    wrong.Add($"{row}, {column}: {cell}");
                else if (decided && !differs)
                    stale.Add($"{row}, {column}");
            }
        }

        IsNothing(wrong);
        IsNothing(stale);
    }

    [Fact]
    public void EveryDecidedCell_StandsInTheDocumentation()
    {
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "access.md"));

        IsNothing(DecidedCells.All.Where(cell => !page.Any(line =>
            line.Contains(cell.Key, StringComparison.Ordinal) && line.Contains(cell.Column, StringComparison.Ordinal))).Select(cell => cell.ToString()));
    }

    private static void IsNothing(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all));
    }

    /// <summary>The table of the overview has no column for two of the roles; an empty cell there says nothing.</summary>
    private static bool HasColumn(MatrixRow row, string column) =>
        column is not ("OU Admin" or "WF Admin") || !row.Key.StartsWith("Services Overview >", StringComparison.Ordinal);

    private static string? KeyFor(MatrixRow row, IReadOnlyDictionary<string, Mapping> mapped) => mapped.ContainsKey(row.Key)
        ? row.Key
        : mapped.Keys.Where(key => key.EndsWith('*') && row.Key.StartsWith(key[..^1], StringComparison.Ordinal)).MaxBy(key => key.Length);

    private static IEnumerable<Letters> LettersHere(Mapping mapping, Role role) => mapping switch
    {
        Mapping.Same same => same.Permissions.Select(permission => same.Of(permission, role)),
        Mapping.Together together => [together.Of(role)],
        Mapping.Pressed pressed => [pressed.Of(role)],
        _ => [],
    };

    private static IEnumerable<string> PermissionsOf(Mapping mapping) => mapping switch
    {
        Mapping.Same same => same.Permissions,
        Mapping.Together together => together.Parts.Select(part => part.Permission),
        Mapping.Pressed pressed => [pressed.Permission],
        _ => [],
    };
}
