namespace NimbusFunctions.Retention;

/// <summary>What the operator sets for retention (configuration section <c>Retention</c>).</summary>
internal sealed record RetentionOptions
{
    public const string Section = "Retention";

    private const int LongestEver = 36_500;

    /// <summary>The most days that a tenant can keep data, 1 to 36,500.</summary>
    public int MostDays { get; set; } = 3_650;

    /// <summary>The same for the audit and the receipts of purges; not below <see cref="MostDays"/>.</summary>
    public int MostAuditDays { get; set; } = 7_300;

    /// <summary>How long messages are kept that were given up and belong to no tenant, and at most those that do; in days, 1 to 36,500.</summary>
    public int DeadLetterDays { get; set; } = 90;

    /// <summary>How much of its time a purge keeps the store busy, in percent, 1 to 100: after each transaction it rests for the remainder.</summary>
    public int SharePercent { get; set; } = 25;

    /// <summary>For how many hours a lowering is held, 1 to 720.</summary>
    public int LoweringHoldHours { get; set; } = 24;

    /// <summary>For how many hours the deletion of a tenant can be called off after its confirmation, 0 to 720.</summary>
    public int GraceHours { get; set; } = 72;

    /// <summary>
    /// For how many minutes after a tenant has ended its data is left alone, 0 to 1,440: by then nothing that began before is
    /// still at work. Ten for that, two hours for clocks.
    /// </summary>
    public int QuietMinutes { get; set; } = 130;

    /// <summary>The longest hold there can be.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromHours(720);

    public TimeSpan LoweringHold => TimeSpan.FromHours(LoweringHoldHours);

    /// <summary>Everything that is wrong with them.</summary>
    public IEnumerable<string> Errors()
    {
        if (MostDays is < 1 or > LongestEver)
            yield return $"{Section}__{nameof(MostDays)} must be from 1 to {LongestEver}, it is {MostDays}.";
        if (MostAuditDays < MostDays || MostAuditDays > LongestEver)
            yield return $"{Section}__{nameof(MostAuditDays)} must be from {MostDays} to {LongestEver}, it is {MostAuditDays}.";
        if (DeadLetterDays is < 1 or > LongestEver)
            yield return $"{Section}__{nameof(DeadLetterDays)} must be from 1 to {LongestEver}, it is {DeadLetterDays}.";
        if (LoweringHoldHours < 1 || LoweringHold > LongestHold)
            yield return $"{Section}__{nameof(LoweringHoldHours)} must be from 1 to {LongestHold.TotalHours}, it is {LoweringHoldHours}.";
        if (GraceHours is < 0 or > 720)
            yield return $"{Section}__{nameof(GraceHours)} must be from 0 to 720, it is {GraceHours}.";
        if (QuietMinutes is < 0 or > 1_440)
            yield return $"{Section}__{nameof(QuietMinutes)} must be from 0 to 1440, it is {QuietMinutes}.";
        if (SharePercent is < 1 or > 100)
            yield return $"{Section}__{nameof(SharePercent)} must be from 1 to 100, it is {SharePercent}.";
    }
}
