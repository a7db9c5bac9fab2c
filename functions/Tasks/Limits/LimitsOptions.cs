namespace NimbusFunctions.Tasks.Limits;

/// <summary>
/// What the operator allows (configuration section <c>Limits</c>). The ranges of outbound tasks and chats are the product's and fixed;
/// those of external tasks and emails are published nowhere.
/// </summary>
internal sealed record LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Every holder of a slot is named in one row's column of 32 Ki characters (Tables: "Understanding the Table service data model").</summary>
    private const int MostSlots = 200;

    /// <summary>The highest cap of external tasks per service that a tenant can be given, 1 to 200.</summary>
    public int HighestExternalTaskCap { get; set; } = LimitsSection.HighestCap;

    /// <summary>The highest cap of emails per service that a tenant can be given, 1 to 200.</summary>
    public int HighestEmailCap { get; set; } = LimitsSection.HighestCap;

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<string> Errors()
    {
        if (HighestExternalTaskCap is < 1 or > MostSlots)
            yield return $"{Section}__{nameof(HighestExternalTaskCap)} must be from 1 to {MostSlots}, it is {HighestExternalTaskCap}.";
        if (HighestEmailCap is < 1 or > MostSlots)
            yield return $"{Section}__{nameof(HighestEmailCap)} must be from 1 to {MostSlots}, it is {HighestEmailCap}.";
    }
}
