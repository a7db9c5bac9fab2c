using NimbusFunctions.Fields;

namespace NimbusFunctions.Tenants.Sections;

/// <summary>Whom attendants find.</summary>
/// <param name="GraphFilter">Narrows the search in the directory; the <c>$filter</c> alone.</param>
/// <param name="TeamVisibility">Whether members of services can be found beside the services.</param>
internal sealed record AttendantConsoleSection(string? GraphFilter = null, string TeamVisibility = AttendantConsoleSection.Visible)
{
    public const string Visible = "MembersVisible";
    public const string Hidden = "MembersHidden";

    /// <summary>Graph takes addresses of a few kilobytes, and a search has filters of its own beside it.</summary>
    public const int LongestFilter = 1024;

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("graphFilter", new TextRule(LongestFilter), "Narrows the search in the directory: what stands behind `$filter=` in Graph, and nothing else.", "The check `graph-filter` tries it; the contact search joins it to every search in the directory.")
            { Place = "Extensions > Attendant Console > Global Contact Search MS Graph Filter" },
        new("teamVisibility", new WordRule(Visible, Hidden), "Whether members of services can be found beside the services.", "The contact search: hidden, it finds services without their members, and no member through them.")
            { Place = "Extensions > Attendant Console > Team Visibility in Attendant Console" },
    ];
}
