namespace NimbusFunctions.Clock;

/// <summary>The app's clock. In Azure it is the machine's; the local edition lets people move it.</summary>
internal sealed class ClockOptions
{
    public const string Section = "Clock";

    /// <summary>What only a machine of Azure's has in its environment.</summary>
    public const string CloudMark = "WEBSITE_INSTANCE_ID";

    /// <summary>A file with the seconds by which the clock is ahead; empty: it is not moved.</summary>
    public string AheadFile { get; set; } = "";

    /// <param name="isInCloud">Whether the app runs in Azure, where nobody moves its clock.</param>
    public IEnumerable<string> Errors(bool isInCloud)
    {
        if (AheadFile.Length > 0 && isInCloud)
            yield return "Clock__AheadFile moves the clock by which data is deleted; it is for the local edition only.";
        else if (AheadFile.Length > 0 && !File.Exists(AheadFile))
            yield return $"Clock__AheadFile names a file that is not there: {AheadFile}.";
    }
}
