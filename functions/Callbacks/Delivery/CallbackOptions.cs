namespace NimbusFunctions.Callbacks;

/// <summary>Section <c>Callbacks</c>: where news of tasks may go.</summary>
internal sealed class CallbackOptions
{
    public const string Section = "Callbacks";

    /// <summary>Whether triggers may name addresses of this machine, http too. Only the local edition sets it.</summary>
    public bool AllowLoopback { get; set; }

    /// <param name="isInCloud">Whether the app runs in Azure, where a tenant's flow has no business on this machine.</param>
    public IEnumerable<string> Errors(bool isInCloud)
    {
        if (AllowLoopback && isInCloud)
            yield return "Callbacks__AllowLoopback lets triggers call this machine; it is for the local edition only.";
    }
}
