using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Removals;

/// <summary>How many removals of one cause may pass in 24 hours.</summary>
/// <param name="Users">More than so many users, 0 to 1,000,000.</param>
/// <param name="Percent">More than this share of the tenant's users, 0 to 100.</param>
/// <param name="When"><c>All</c>: both must be passed to hold; <c>Any</c>: one is enough.</param>
internal sealed record GuardRule(int Users = 20, double Percent = 10, string When = GuardRule.All)
{
    public const string All = "All";
    public const string Any = "Any";

    /// <summary>What a rule may hold.</summary>
    public static GroupRule Field { get; } = new(
        new SettingsField("users", new WholeRule(0, 1_000_000), "More than so many users."),
        new SettingsField("percent", new ShareRule(), "More than this share of the tenant's users."),
        new SettingsField("when", new WordRule(All, Any), "Whether both must be passed to hold, or one is enough."));

    /// <summary>Whether so many removals pass the threshold.</summary>
    /// <param name="removed">Removals of the last 24 hours with the plan's own.</param>
    /// <param name="users">Users at the beginning of these 24 hours.</param>
    public bool IsPassedBy(int removed, int users)
    {
        var (count, share) = (removed > Users, removed * 100.0 > Percent * users);
        return removed > 0 && (When == Any ? count || share : count && share);
    }
}
