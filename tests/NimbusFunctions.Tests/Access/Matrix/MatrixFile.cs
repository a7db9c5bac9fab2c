using System.Text;
using NimbusFunctions.Access;

namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>A row of one of the product's matrices.</summary>
/// <param name="File">Without its ending.</param>
/// <param name="Key">The places that it has, widest first.</param>
/// <param name="Cells">By the heading of the column.</param>
internal sealed record MatrixRow(string File, string Key, IReadOnlyDictionary<string, string> Cells)
{
    public override string ToString() => $"{File}: {Key}";
}

/// <summary>Reads the matrices beside the repository.</summary>
internal static class MatrixFile
{
    private static readonly string[] Places = ["view", "tab", "area", "section"];
    private static readonly string[] Remarks = ["source", "note"];

    public static IReadOnlyList<MatrixRow> Read(string file)
    {
        var lines = File.ReadAllLines(Contracts.Require($"permissions/{file}.csv")).Select(Split).ToList();
        var head = lines[0];
        return
        [
            .. lines.Skip(1).Select(cells => new MatrixRow(
                file,
                string.Join(" > ", head.Zip(cells).Where(cell => Places.Contains(cell.First) && cell.Second.Length > 0).Select(cell => cell.Second)),
                head.Zip(cells).Where(cell => !Places.Contains(cell.First) && !Remarks.Contains(cell.First)).ToDictionary(cell => cell.First, cell => cell.Second))),
        ];
    }

    /// <summary>The roles that a column is about; none: what it is about is no role here.</summary>
    public static IReadOnlyList<Role> RolesOf(string column) => column switch
    {
        "Tenant Admin" => [Role.TenantAdministrator],
        "OU Admin" => [Role.OrganizationUnitAdministrator],
        "WF Admin" => [Role.WorkflowAdministrator],
        "User Supervisor" => [Role.UserSupervisor],
        "Service Supervisor" => [Role.ServiceSupervisor],
        "Team Member" => [Role.TeamMember],
        "Service Agent" => [Role.ServiceAgent],
        "Team / Service Owner" => [Role.TeamOwner, Role.ServiceOwner],
        "Team Owner Limited" => [Role.TeamOwnerLimited],
        // Everybody with the licence.
        "CC User" => [],
        _ => throw new InvalidDataException($"There is a column '{column}'."),
    };

    /// <summary>The letters of a cell; <c>N/A</c> and nothing are none.</summary>
    public static Letters LettersOf(string cell) => cell == "N/A" ? Letters.None : cell.Aggregate(Letters.None, (letters, letter) => letters | letter switch
    {
        'C' => Letters.Create,
        'R' => Letters.Read,
        'U' => Letters.Update,
        'D' => Letters.Delete,
        'E' => Letters.Execute,
        _ => throw new InvalidDataException($"There is a letter '{letter}'."),
    });

    private static List<string> Split(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var character in line)
        {
            if (character == '"')
                quoted = !quoted;
            else if (character == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(character);
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
