namespace NimbusFunctions.Local.Simulator.Directory;

/// <summary>Why the directory did not carry out a command.</summary>
/// <param name="Status">404 unknown, 409 in conflict with what is there, 400 senseless.</param>
/// <param name="Kind">Stable name of the reason, for the problem type.</param>
/// <param name="Detail">What is wrong, naming it.</param>
internal sealed record DirectoryRefusal(int Status, string Kind, string Detail)
{
    public static DirectoryRefusal UnknownUser(Guid id) => new(404, "unknown-user", $"There is no active user {id} in this tenant.");

    public static DirectoryRefusal UnknownTeam(Guid id) => new(404, "unknown-team", $"There is no active team {id} in this tenant.");
}
