namespace NimbusFunctions.Callbacks;

/// <summary>Section <c>Callbacks</c>: where the app calls flows.</summary>
internal sealed class CallbackOptions
{
    public const string Section = "Callbacks";

    /// <summary>Whether receivers on this machine may be registered and called, by http too. Only the local edition sets it.</summary>
    public bool LocalReceivers { get; set; }

    /// <param name="isInCloud">Whether the app runs in Azure, where it calls nothing of its own network.</param>
    public IEnumerable<string> Errors(bool isInCloud)
    {
        if (LocalReceivers && isInCloud)
            yield return "Callbacks__LocalReceivers opens addresses of this machine; it is for the local edition only.";
    }
}
