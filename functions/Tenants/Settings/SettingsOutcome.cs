using NimbusFunctions.Web;

namespace NimbusFunctions.Tenants.Settings;

/// <summary>What became of somebody's change of the settings.</summary>
internal abstract record SettingsOutcome
{
    private SettingsOutcome()
    {
    }

    /// <summary>It is stored, or was so before.</summary>
    public sealed record Stored : SettingsOutcome;

    /// <summary>Something is wrong with it, or the caller may not do it.</summary>
    public sealed record Refused(Problem Problem) : SettingsOutcome;

    /// <summary>Somebody changed one of the sections between the caller's reading and writing.</summary>
    public sealed record Overtaken : SettingsOutcome;
}
