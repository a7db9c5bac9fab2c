using NimbusFunctions.Fields;

namespace NimbusFunctions.Directory.Removals;

/// <summary>
/// The section <c>removals</c>: from how many removals on a plan is held until somebody approves it. A cause without
/// a rule of its own follows <see cref="Default"/>.
/// </summary>
internal sealed record GuardSection(
    GuardRule? Default = null,
    GuardRule? Deleted = null,
    GuardRule? SoftDeleted = null,
    GuardRule? LeftLastService = null,
    GuardRule? TeamGone = null)
{
    private static readonly GuardRule Usual = new();

    public GuardRule Of(GuardCause cause) => (cause switch
    {
        GuardCause.Deleted => Deleted,
        GuardCause.SoftDeleted => SoftDeleted,
        GuardCause.LeftLastService => LeftLastService,
        _ => TeamGone,
    }) ?? Default ?? Usual;

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        Rule("default", "For every cause that has no rule of its own."),
        Rule("deleted", "For users who were deleted for good."),
        Rule("softDeleted", "For users who were deleted and can be restored."),
        Rule("leftLastService", "For users who left their last service."),
        Rule("teamGone", "For users whose last team is gone."),
    ];

    private static SettingsField Rule(string cause, string says) =>
        new(cause, GuardRule.Field, $"From how many removals on a plan is held. {says}", "The sync holds a plan beyond it until somebody approves it.");
}
