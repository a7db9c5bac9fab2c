namespace NimbusFunctions.Tests.Access.Matrix;

/// <summary>
/// The cells that the table of this project does not follow, because the matrices contradict one another or the notes beside
/// them; docs/access.md has each with its reason.
/// </summary>
internal static class DecidedCells
{
    public static IReadOnlySet<(string File, string Key, string Column)> All { get; } = new HashSet<(string, string, string)>
    {
        ("admin", "Users > Settings > Roles > Role Assignment", "OU Admin"),
        ("admin", "Services > Overview > Services > Manage Services", "WF Admin"),
        ("admin", "Operations > Service > Tasks (Live Task View)", "OU Admin"),
        ("admin", "Operations > Service > Kill Tasks", "OU Admin"),
        ("portal", "Services Overview > Users - Active Toggle", "Service Supervisor"),
        ("portal", "Dashboard > Users List", "OU Admin"),
        ("portal", "Dashboard > Users List", "WF Admin"),
        ("portal", "Dashboard > Users - Active Toggle", "OU Admin"),
        ("portal", "Dashboard > Users - Active Toggle", "WF Admin"),
        ("portal", "Settings > General > Organization Unit", "OU Admin"),
        ("portal", "Settings > Users > Team member can change active state", "WF Admin"),
        ("portal", "Settings > Users > Default Team Owner Role", "OU Admin"),
        ("admin", "Services > Settings > Distribution > User Assignement Type", "Tenant Admin"),
        ("admin", "Services > Settings > Distribution > User Assignement Type", "OU Admin"),
        ("portal", "Settings > Distribution > User Assignment Type", "OU Admin"),
        ("portal", "Settings > Distribution > User Assignment Type", "Team / Service Owner"),
        ("portal", "Settings > General > Hide User Statistics from Reporting", "OU Admin"),
        ("portal", "Settings > General > Show on Historical Sessions Page", "OU Admin"),
        ("portal", "Settings > Users > Users - list", "Service Supervisor"),
        ("portal", "Settings > Users > Users - list", "Team Member"),
        ("portal", "Settings > Users > Users - list", "Service Agent"),
        ("portal", "Settings > Users > Users - Role - Member", "Service Supervisor"),
        ("portal", "Settings > Users > Users - Role - Member", "Team Member"),
        ("portal", "Settings > Users > Users - Role - Member", "Service Agent"),
        ("portal", "Settings > Users > Users - Role - Owner / Limited Team Owner", "Service Supervisor"),
        ("portal", "Settings > Users > Users - Role - Owner / Limited Team Owner", "Team Member"),
        ("portal", "Settings > Users > Users - Role - Owner / Limited Team Owner", "Service Agent"),
        ("portal", "Settings > Users > Active toggle", "Service Supervisor"),
        ("portal", "Settings > Users > Active toggle", "Team Member"),
        ("configuration", "Workflows > Workflows > Name", "WF Admin"),
        ("configuration", "Opening Hours > Default", "WF Admin"),
    };
}
